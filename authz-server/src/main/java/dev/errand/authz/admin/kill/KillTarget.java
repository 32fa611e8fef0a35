package dev.errand.authz.admin.kill;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.json.Parsed;

/** What the kill switch is pulled for. */
public sealed interface KillTarget {

    /** The word of its kind. */
    String kind();

    /** Which one of its kind; empty where there is only one. */
    String id();

    /** One run. */
    record OfRun(String id) implements KillTarget {

        @Override
        public String kind() {
            return "run";
        }
    }

    /** All runs of an agent. */
    record OfAgent(String id) implements KillTarget {

        @Override
        public String kind() {
            return "agent";
        }
    }

    /** All sessions of a user, and the runs in them. */
    record OfUser(String id) implements KillTarget {

        @Override
        public String kind() {
            return "user";
        }
    }

    /** All runs that reach a tool. */
    record OfTool(String id) implements KillTarget {

        @Override
        public String kind() {
            return "tool";
        }
    }

    /** All sessions and all runs. */
    record Everything() implements KillTarget {

        @Override
        public String kind() {
            return "everything";
        }

        @Override
        public String id() {
            return "";
        }
    }

    /** What an id may be: names of every kind, tools' addresses too. */
    Pattern ID = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,512}");

    /** The kinds of which there are several. */
    Map<String, Function<String, KillTarget>> KINDS = Map.of("run", OfRun::new, "agent", OfAgent::new, "user", OfUser::new,
            "tool", OfTool::new);

    /** Reads kind and id. Everything is only what says so, and names nothing besides. */
    static Parsed<KillTarget> read(@Nullable String kind, @Nullable String id) {
        if ("everything".equals(kind)) {
            return id == null
                    ? new Parsed.Value<>(new Everything())
                    : new Parsed.Malformed<>("id", "is given for everything, of which there is one");
        }
        Function<String, KillTarget> made = kind == null ? null : KINDS.get(kind);
        if (made == null) {
            return new Parsed.Malformed<>("target", "is none of run, agent, user, tool, everything");
        }
        return id != null && ID.matcher(id).matches()
                ? new Parsed.Value<>(made.apply(id))
                : new Parsed.Malformed<>("id", "is no name of 1 to 512 characters");
    }
}

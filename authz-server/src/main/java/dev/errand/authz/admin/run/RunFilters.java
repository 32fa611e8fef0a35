package dev.errand.authz.admin.run;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.run.RunState;
import dev.errand.authz.run.list.RunQuery;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;

/** Reads which runs are wanted out of a query. */
public final class RunFilters {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,255}");

    private RunFilters() {}

    /** The filters of the query; one that is null selects everything. */
    public static Parsed<RunQuery> read(@Nullable String state, @Nullable String agent, @Nullable String subject,
            @Nullable String session) {
        try {
            return new Parsed.Value<>(new RunQuery(state(state), name("agent", agent), name("subject", subject),
                    name("session", session)));
        } catch (InvalidValue invalid) {
            return new Parsed.Malformed<>(invalid.member(), invalid.problem());
        }
    }

    private static @Nullable RunState state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        Optional<RunState> state = Stream.of(RunState.values()).filter(one -> one.word().equals(word)).findFirst();
        return state.orElseThrow(() -> new InvalidValue("state", "is none of active, completed, revoked, expired"));
    }

    private static @Nullable String name(String member, @Nullable String value) {
        if (value != null && !NAME.matcher(value).matches()) {
            throw new InvalidValue(member, "is no name of 1 to 255 characters");
        }
        return value;
    }
}

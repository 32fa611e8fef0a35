package dev.errand.authz.admin.usage;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PageRequest;
import dev.errand.toolscope.json.Parsed;

/**
 * What the report is about.
 *
 * @param agent one agent; empty for all
 * @param scope one scope; empty for all
 * @param days how far back it looks
 */
public record UsageQuery(Optional<String> agent, Optional<String> scope, int days, PageRequest page) {

    /** How far back the report looks where nobody says. */
    public static final int DEFAULT_DAYS = 30;

    private static final int MAX_DAYS = 365;
    private static final int CURSOR_PARTS = 2;
    private static final String NAME = "[\\x21-\\x7e]{1,255}";
    private static final String NUMBER = "[1-9][0-9]{0,2}";

    /** Reads the query's parameters. */
    static Parsed<UsageQuery> read(@Nullable String agent, @Nullable String scope, @Nullable String days,
            Parsed<PageRequest> page) {
        if (agent != null && !agent.matches(NAME)) {
            return new Parsed.Malformed<>("agent", "is no client_id");
        }
        if (scope != null && !scope.matches(NAME)) {
            return new Parsed.Malformed<>("scope", "is no name of a scope");
        }
        int back = days == null ? DEFAULT_DAYS : days.matches(NUMBER) ? Integer.parseInt(days) : 0;
        if (back < 1 || back > MAX_DAYS) {
            return new Parsed.Malformed<>("days", "is not a number from 1 to " + MAX_DAYS);
        }
        return page.then(wanted -> new Parsed.Value<>(
                new UsageQuery(Optional.ofNullable(agent), Optional.ofNullable(scope), back, wanted)));
    }

    /** Reads the query's parameters, those of the page among them. */
    public static Parsed<UsageQuery> read(@Nullable String agent, @Nullable String scope, @Nullable String days,
            @Nullable String limit, @Nullable String after) {
        return read(agent, scope, days, PageRequest.read(limit, after, CURSOR_PARTS));
    }
}

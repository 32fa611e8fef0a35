package dev.errand.authz.admin.session;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.session.list.SessionQuery;
import dev.errand.toolscope.json.Parsed;

/** Reads which sessions are wanted out of a query. */
public final class SessionFilters {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,255}");

    private SessionFilters() {}

    /** The filters of the query; one that is null selects everything. */
    public static Parsed<SessionQuery> read(@Nullable String live, @Nullable String subject) {
        if (live != null && !live.equals("true") && !live.equals("false")) {
            return new Parsed.Malformed<>("live", "is neither true nor false");
        }
        if (subject != null && !NAME.matcher(subject).matches()) {
            return new Parsed.Malformed<>("subject", "is no name of 1 to 255 characters");
        }
        return new Parsed.Value<>(new SessionQuery(live == null ? null : Boolean.valueOf(live), subject));
    }
}

package dev.errand.authz.session.list;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static dev.errand.authz.store.Columns.utc;

/**
 * The one statement behind a list: a branch for each stored state, each of them read along an index no further than the
 * page goes, and merged. A session whose time is over is stored as live until the sweep comes by: those have a branch of
 * their own, read along the ends, and count as over.
 *
 * <p>
 * What looks odd in it keeps H2 on the right index: a column inside an expression is not looked up by, a branch is
 * ordered by all columns of its index, also by those that are fixed in it, and also the first page has a bound.
 */
final class SessionListStatement {

    static final String COLUMNS = """
            select sid, subject, auth_time, last_active_at, idle_end, absolute_end, login_method, device, ended_at,
              end_reason, state
            from user_session where\s""";

    private static final String ORDER = "auth_time desc, sid desc fetch first :limit rows only";
    private static final SessionPlace TOP = new SessionPlace(Instant.parse("9999-12-31T00:00:00Z"), "");

    private final Map<String, Object> parameters = new HashMap<>();
    private final String sql;

    SessionListStatement(SessionQuery query, @Nullable SessionPlace after, int limit, Instant now) {
        SessionPlace place = after == null ? TOP : after;
        parameters.put("now", utc(now));
        parameters.put("limit", limit);
        parameters.put("openedAt", utc(place.openedAt()));
        parameters.put("sid", place.sid());
        if (query.subject() != null) {
            parameters.put("subject", query.subject());
        }
        List<String> branches = branches(query).toList();
        this.sql = branches.size() == 1
                ? branches.getFirst()
                : branches.stream().collect(Collectors.joining(") union all (", "(", ") order by " + ORDER));
    }

    String sql() {
        return sql;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private static Stream<String> branches(SessionQuery query) {
        boolean ofOne = query.subject() != null;
        String live = stored("'live' and idle_end + interval '0' second > :now", ofOne);
        Stream<String> over = Stream.of(unswept(ofOne), stored("'ended'", ofOne));
        if (query.live() == null) {
            return Stream.concat(Stream.of(live), over);
        }
        return query.live() ? Stream.of(live) : over;
    }

    private static String stored(String state, boolean ofOne) {
        return COLUMNS + "state = " + state + (ofOne ? " and subject = :subject" : "") + after("auth_time") + " order by "
                + (ofOne ? "subject, " : "") + "state, " + ORDER;
    }

    private static String unswept(boolean ofOne) {
        return COLUMNS + "state = 'live' and idle_end <= :now" + (ofOne ? " and subject || '' = :subject" : "")
                + after("auth_time + interval '0' second") + " order by " + ORDER;
    }

    private static String after(String openedAt) {
        return " and " + openedAt + " <= :openedAt and (auth_time < :openedAt or sid < :sid)";
    }
}

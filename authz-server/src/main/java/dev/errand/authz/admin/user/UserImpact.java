package dev.errand.authz.admin.user;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What would end with an account.
 *
 * @param sessions how many sessions
 * @param runs how many runs in them
 */
public record UserImpact(int sessions, int runs) {

    /** Counting stops here: more than this is many. */
    public static final int AT_MOST = 1000;

    Map<String, Object> json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sessions", sessions);
        members.put("runs", runs);
        members.put("counted_up_to", AT_MOST);
        return members;
    }
}

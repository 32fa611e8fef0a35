package dev.errand.authz.session;

import java.util.List;

/**
 * Published when rows of sessions are removed, inside the transaction that removes them: whoever has rows that belong to
 * them removes those.
 *
 * @param sids the sessions, which ended long ago
 */
public record SessionsRemoved(List<String> sids) {

    public SessionsRemoved {
        sids = List.copyOf(sids);
    }
}

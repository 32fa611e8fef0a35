package dev.errand.authz.admin.run;

import java.util.List;

import dev.errand.authz.ledger.run.IssuedCredential;
import dev.errand.authz.ledger.run.RunCall;
import dev.errand.authz.ledger.run.RunMoment;

/**
 * What happened in a run, the latest first, within bounds.
 *
 * @param credentials the credentials that were drawn
 * @param calls what tools reported
 * @param moments refusals of this server, run tokens and events
 * @param cut whether there is more of any of it
 */
public record RunTimeline(List<IssuedCredential> credentials, List<RunCall> calls, List<RunMoment> moments, boolean cut) {

    /** The most credentials, reported calls, refusals, run tokens and events, each. */
    public static final int MAX_ENTRIES = 200;

    public RunTimeline {
        credentials = List.copyOf(credentials);
        calls = List.copyOf(calls);
        moments = List.copyOf(moments);
    }
}

package dev.errand.authz.console.usage;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;

/**
 * The report, in ready strings.
 *
 * @param agent the agent that it is about, as typed
 * @param scope the scope, as typed
 * @param days how far back it looks, as typed
 * @param member the field that is wrong; null if none is
 * @param problem what is wrong with it
 */
record UsageView(String agent, String scope, String days, @Nullable String member, @Nullable String problem,
        List<Line> lines, @Nullable String first, @Nullable String next) {

    /**
     * One scope of one agent.
     *
     * @param limits what it asked for at most, of what
     * @param proposal a word of the bundle
     * @param changes what the proposal would change, in words
     * @param editor the scope's editor with the changes filled in; null if there are none
     * @param takeAway the agent's form with the scope unticked; null if that is not proposed
     * @param retire the page that retires the scope; null if that is not proposed
     */
    record Line(String agent, String agentHref, String scope, String scopeHref, long granted, long calls, long neverUsed,
            @Nullable Moment lastUsed, List<String> limits, String proposal, List<String> changes, @Nullable String editor,
            @Nullable String takeAway, @Nullable String retire) {}
}

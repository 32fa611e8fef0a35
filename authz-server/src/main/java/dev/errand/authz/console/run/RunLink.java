package dev.errand.authz.console.run;

import dev.errand.authz.admin.PathName;

/**
 * Another run that a page leads to.
 *
 * @param runId its id
 * @param path its id as a segment of a path
 */
public record RunLink(String runId, String path) {

    /** Leads to the run of this id. */
    public static RunLink to(String runId) {
        return new RunLink(runId, PathName.of(runId));
    }
}

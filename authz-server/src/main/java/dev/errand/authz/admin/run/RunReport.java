package dev.errand.authz.admin.run;

import java.util.List;

import dev.errand.authz.run.Run;
import dev.errand.authz.run.list.ListedRun;

/**
 * One run as people look at it.
 *
 * @param listed what lists show of it, with its state now
 * @param run all of it
 * @param children the runs that were opened from it, whatever became of them
 */
public record RunReport(ListedRun listed, Run run, List<String> children) {

    public RunReport {
        children = List.copyOf(children);
    }
}

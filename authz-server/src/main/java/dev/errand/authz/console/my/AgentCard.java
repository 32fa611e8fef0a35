package dev.errand.authz.console.my;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.run.RadiusView;
import dev.errand.authz.console.run.RunLink;
import dev.errand.authz.console.run.RunRow;

/**
 * An agent that acts for the user in one run, or did.
 *
 * @param name what the agent is called, as registered
 * @param run the run
 * @param parent the run that it was opened from; null if the user's consent opened it
 * @param children the runs that were opened from it, whatever became of them
 * @param twins whether other runs of the same agent are shown beside it
 * @param radius what it may still do, and did
 */
record AgentCard(String name, RunRow run, @Nullable RunLink parent, List<RunLink> children, boolean twins,
        RadiusView radius) {

    AgentCard {
        children = List.copyOf(children);
    }
}

package dev.errand.authz.console.my;

import dev.errand.authz.console.run.RadiusView;
import dev.errand.authz.console.run.RunRow;

/**
 * An agent that acts for the user in one run.
 *
 * @param name what the agent is called, as registered
 * @param run the run
 * @param radius what it may still do, and did
 */
record AgentCard(String name, RunRow run, RadiusView radius) {}

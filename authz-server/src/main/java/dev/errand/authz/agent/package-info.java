/** Registrations of agents: who they are, which keys speak for them, where they may be sent back to. */
@NullMarked
package dev.errand.authz.agent;

import org.jspecify.annotations.NullMarked;

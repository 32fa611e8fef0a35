/** Owns the agent's side of a tool: one request, with one credential. */
@NullMarked
package dev.errand.sample.agent.tool;

import org.jspecify.annotations.NullMarked;

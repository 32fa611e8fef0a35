/** Owns the processes of a demo: the server and two tools, with keys, data and ports of their own. */
@NullMarked
package dev.errand.sample.agent.stage;

import org.jspecify.annotations.NullMarked;

/** Kills the server under load and holds what its clients were told against what it still knows. */
@NullMarked
package dev.errand.sample.agent.crash;

import org.jspecify.annotations.NullMarked;

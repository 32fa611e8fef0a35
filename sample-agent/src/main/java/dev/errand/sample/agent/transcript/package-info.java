/** Owns what a demo prints, and whether each line came out as it must. */
@NullMarked
package dev.errand.sample.agent.transcript;

import org.jspecify.annotations.NullMarked;

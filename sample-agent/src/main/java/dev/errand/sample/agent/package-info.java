/** The sample agent: one errand with a credential per call, then the attacks that fail. */
@NullMarked
package dev.errand.sample.agent;

import org.jspecify.annotations.NullMarked;

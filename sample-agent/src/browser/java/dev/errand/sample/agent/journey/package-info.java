/** Owns what people do at the pages, from the first click to the last, with JavaScript and without. */
@NullMarked
package dev.errand.sample.agent.journey;

import org.jspecify.annotations.NullMarked;

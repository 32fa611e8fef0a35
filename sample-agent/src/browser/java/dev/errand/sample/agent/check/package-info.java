/** Owns what is demanded of every page, one class each, and what a visit to a page was like. */
@NullMarked
package dev.errand.sample.agent.check;

import org.jspecify.annotations.NullMarked;

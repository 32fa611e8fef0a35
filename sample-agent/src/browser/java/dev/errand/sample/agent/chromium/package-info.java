/** Owns the windows of a real browser: who sits before them, how they look, what they leave behind when a test fails. */
@NullMarked
package dev.errand.sample.agent.chromium;

import org.jspecify.annotations.NullMarked;

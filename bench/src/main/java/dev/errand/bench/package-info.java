/** Benchmarks: each compares two things measured in the same run. */
@NullMarked
package dev.errand.bench;

import org.jspecify.annotations.NullMarked;

/** Databases and races for tests. */
@NullMarked
package dev.errand.toolscope.testing;

import org.jspecify.annotations.NullMarked;

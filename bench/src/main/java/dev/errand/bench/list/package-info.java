/** How long the lists of the console take over HTTP when there is little and when there is much, in the same run. */
@NullMarked
package dev.errand.bench.list;

import org.jspecify.annotations.NullMarked;

/** Lists of runs, newest first, for those who look at them. */
@NullMarked
package dev.errand.authz.run.list;

import org.jspecify.annotations.NullMarked;

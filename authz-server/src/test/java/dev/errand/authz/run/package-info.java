/** Tests of the runs. */
@NullMarked
package dev.errand.authz.run;

import org.jspecify.annotations.NullMarked;

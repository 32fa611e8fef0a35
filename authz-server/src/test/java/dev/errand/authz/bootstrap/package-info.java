/** Tests of the set-up file. */
@NullMarked
package dev.errand.authz.bootstrap;

import org.jspecify.annotations.NullMarked;

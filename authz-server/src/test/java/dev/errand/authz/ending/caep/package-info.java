/** Tests of security events. */
@NullMarked
package dev.errand.authz.ending.caep;

import org.jspecify.annotations.NullMarked;

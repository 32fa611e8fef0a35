/** Tests of the revocation feed. */
@NullMarked
package dev.errand.authz.ending.feed;

import org.jspecify.annotations.NullMarked;

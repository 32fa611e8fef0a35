/** Endings told to those who registered for it: security event tokens by push (RFC 8417, RFC 8935, OpenID CAEP). */
@NullMarked
package dev.errand.authz.ending.caep;

import org.jspecify.annotations.NullMarked;

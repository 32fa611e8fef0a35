/** Which accounts the users of other OpenID providers are here. */
@NullMarked
package dev.errand.authz.user.upstream;

import org.jspecify.annotations.NullMarked;

/** Authorization codes: good once, for a minute, bound to client, key and PKCE challenge. */
@NullMarked
package dev.errand.authz.grant.code;

import org.jspecify.annotations.NullMarked;

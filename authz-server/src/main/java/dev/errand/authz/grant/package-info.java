/** What the caller brings, and the entitlement that it amounts to after the checks common to all grants. */
@NullMarked
package dev.errand.authz.grant;

import org.jspecify.annotations.NullMarked;

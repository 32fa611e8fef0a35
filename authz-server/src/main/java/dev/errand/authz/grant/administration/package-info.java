/** The grant of administrative clients: their own authority over the administration API, and no user's. */
@NullMarked
package dev.errand.authz.grant.administration;

import org.jspecify.annotations.NullMarked;

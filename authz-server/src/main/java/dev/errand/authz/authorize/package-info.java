/** From a pushed request over the user's consent to an authorization code. */
@NullMarked
package dev.errand.authz.authorize;

import org.jspecify.annotations.NullMarked;

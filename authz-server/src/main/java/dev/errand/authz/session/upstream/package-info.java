/**
 * Login at other OpenID providers (OpenID Connect Core §3.1), and what follows here when a session ends there (OpenID
 * Connect Back-Channel Logout 1.0).
 */
@NullMarked
package dev.errand.authz.session.upstream;

import org.jspecify.annotations.NullMarked;

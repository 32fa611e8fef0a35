/** Passkeys: what a user registers, logs in with and removes (Web Authentication Level 3). */
@NullMarked
package dev.errand.authz.session.passkey;

import org.jspecify.annotations.NullMarked;

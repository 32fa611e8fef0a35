/** The user's session: login, the cookie that carries it, activity, and its end. */
@NullMarked
package dev.errand.authz.session;

import org.jspecify.annotations.NullMarked;

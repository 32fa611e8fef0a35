/** How often anybody may try to log in: what an attempt costs its account, its browser and its source. */
@NullMarked
package dev.errand.authz.user.login;

import org.jspecify.annotations.NullMarked;

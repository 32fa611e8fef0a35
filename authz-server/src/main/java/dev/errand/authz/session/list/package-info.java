/** Lists of sessions, newest first, for those who look at them. */
@NullMarked
package dev.errand.authz.session.list;

import org.jspecify.annotations.NullMarked;

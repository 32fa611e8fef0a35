/** Sessions as administrators see and end them. */
@NullMarked
package dev.errand.authz.admin.session;

import org.jspecify.annotations.NullMarked;

/** Accounts of the built-in login: who may log in, by which password, in which roles. */
@NullMarked
package dev.errand.authz.user;

import org.jspecify.annotations.NullMarked;

/** Accounts of the built-in login: what those who administer do with them, and the API's routes for it. */
@NullMarked
package dev.errand.authz.admin.user;

import org.jspecify.annotations.NullMarked;

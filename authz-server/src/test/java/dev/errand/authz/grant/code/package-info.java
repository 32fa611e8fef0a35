/** What authorization codes owe on every database. */
@NullMarked
package dev.errand.authz.grant.code;

import org.jspecify.annotations.NullMarked;

/** What refresh tokens owe on every database. */
@NullMarked
package dev.errand.authz.grant.refresh;

import org.jspecify.annotations.NullMarked;

/** Scopes, compositions and rules, one at a time: what {@code admin.registry} does with all of them in one document. */
@NullMarked
package dev.errand.authz.admin.entry;

import org.jspecify.annotations.NullMarked;

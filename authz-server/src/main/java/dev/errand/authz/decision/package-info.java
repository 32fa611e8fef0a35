/** The policy decision point: facts in, a permit or a denial out; pure. */
@NullMarked
package dev.errand.authz.decision;

import org.jspecify.annotations.NullMarked;

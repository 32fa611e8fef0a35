/** The authorization server, in the order of its sentence: prove, authenticate, show a grant, decide, mint, record. */
@NullMarked
package dev.errand.authz;

import org.jspecify.annotations.NullMarked;

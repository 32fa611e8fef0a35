/** This server's signing keys, the public set of them, and the verification of the tokens that they signed. */
@NullMarked
package dev.errand.authz.keys;

import org.jspecify.annotations.NullMarked;

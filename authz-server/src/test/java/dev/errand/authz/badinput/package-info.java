/** Bad input to everything that the server answers: every endpoint is found, none is listed. */
@NullMarked
package dev.errand.authz.badinput;

import org.jspecify.annotations.NullMarked;

/** The server over HTTP, as it must work. */
@NullMarked
package dev.errand.authz.http;

import org.jspecify.annotations.NullMarked;

/** The server over HTTP: conformance rows and attacks, each beside its untouched twin. */
@NullMarked
package dev.errand.authz.http;

import org.jspecify.annotations.NullMarked;

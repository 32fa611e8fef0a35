/** Makes what the packages of the server share on the wire, for tests. */
@NullMarked
package dev.errand.authz.endpoint;

import org.jspecify.annotations.NullMarked;

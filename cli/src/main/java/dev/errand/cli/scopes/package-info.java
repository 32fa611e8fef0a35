/** {@code errand scopes}: the registry as a file, and what a change to it would widen. */
@NullMarked
package dev.errand.cli.scopes;

import org.jspecify.annotations.NullMarked;

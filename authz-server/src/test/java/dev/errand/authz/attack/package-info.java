/** What must fail at the server's endpoints, row by row, each row beside its untouched twin that succeeds. */
@NullMarked
package dev.errand.authz.attack;

import org.jspecify.annotations.NullMarked;

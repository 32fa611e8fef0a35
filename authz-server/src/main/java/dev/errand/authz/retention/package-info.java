/** How long what has ended is kept, and its removal. The ledger is kept whatever is removed. */
@NullMarked
package dev.errand.authz.retention;

import org.jspecify.annotations.NullMarked;

/** The ledger as administrators and auditors read it. */
@NullMarked
package dev.errand.authz.admin.ledger;

import org.jspecify.annotations.NullMarked;

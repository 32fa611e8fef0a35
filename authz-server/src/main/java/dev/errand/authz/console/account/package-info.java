/** What users see to about their own accounts: the passkeys that they log in with. */
@NullMarked
package dev.errand.authz.console.account;

import org.jspecify.annotations.NullMarked;

/** Token exchange: a run token presented for one credential. */
@NullMarked
package dev.errand.authz.grant.exchange;

import org.jspecify.annotations.NullMarked;

/** Reading from addresses that somebody named: public ones over TLS, within bounds of size and time, and nothing else. */
@NullMarked
package dev.errand.authz.fetch;

import org.jspecify.annotations.NullMarked;

/** The server while its database is slow, gone, or fails between two steps: 503, and nothing issued or consumed. */
@NullMarked
package dev.errand.authz.outage;

import org.jspecify.annotations.NullMarked;

/** Who is calling: client authentication by assertion, as a public client, or by a run's own key. */
@NullMarked
package dev.errand.authz.client;

import org.jspecify.annotations.NullMarked;

/** What the token endpoint would answer to a request for a credential, and why: asked of its own steps, issuing nothing. */
@NullMarked
package dev.errand.authz.whatif;

import org.jspecify.annotations.NullMarked;

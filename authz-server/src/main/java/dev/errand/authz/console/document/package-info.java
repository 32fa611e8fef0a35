/** The registry as one document: taken out, compared and registered, as the command line does it. */
@NullMarked
package dev.errand.authz.console.document;

import org.jspecify.annotations.NullMarked;

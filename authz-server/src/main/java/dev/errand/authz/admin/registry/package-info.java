/** What administrators do to the registry: as one document, and entry by entry. */
@NullMarked
package dev.errand.authz.admin.registry;

import org.jspecify.annotations.NullMarked;

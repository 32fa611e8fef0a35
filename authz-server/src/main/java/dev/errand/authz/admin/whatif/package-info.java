/** What would be issued, asked over the administration API and from its pages. */
@NullMarked
package dev.errand.authz.admin.whatif;

import org.jspecify.annotations.NullMarked;

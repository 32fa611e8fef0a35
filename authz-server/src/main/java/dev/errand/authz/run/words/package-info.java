/** What authority means, in the registry's own words. */
@NullMarked
package dev.errand.authz.run.words;

import org.jspecify.annotations.NullMarked;

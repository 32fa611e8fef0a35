/** Tests of what the composition root checks. */
@NullMarked
package dev.errand.authz.config;

import org.jspecify.annotations.NullMarked;

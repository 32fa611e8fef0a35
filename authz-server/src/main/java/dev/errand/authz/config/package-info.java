/** Composition root: properties, infrastructure and filter chains. */
@NullMarked
package dev.errand.authz.config;

import org.jspecify.annotations.NullMarked;

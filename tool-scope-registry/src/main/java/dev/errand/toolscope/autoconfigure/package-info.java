/** Owns the wiring of a tool's Spring Boot application: properties, beans, migrations. */
@NullMarked
package dev.errand.toolscope.autoconfigure;

import org.jspecify.annotations.NullMarked;

/** Properties, beans and migrations for Spring Boot. */
@NullMarked
package dev.errand.dpop.autoconfigure;

import org.jspecify.annotations.NullMarked;

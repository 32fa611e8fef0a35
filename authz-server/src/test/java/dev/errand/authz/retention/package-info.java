/** What is removed when it is old enough, and what is not. */
@NullMarked
package dev.errand.authz.retention;

import org.jspecify.annotations.NullMarked;

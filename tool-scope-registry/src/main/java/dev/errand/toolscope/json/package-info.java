/** The scope language as JSON: strict reading, and the forms of {@code authorization_details} (RFC 9396). */
@NullMarked
package dev.errand.toolscope.json;

import org.jspecify.annotations.NullMarked;

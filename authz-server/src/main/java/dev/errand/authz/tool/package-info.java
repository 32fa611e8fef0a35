/** Tools as callers: authenticated by assertion and proof, answered in one form. */
@NullMarked
package dev.errand.authz.tool;

import org.jspecify.annotations.NullMarked;

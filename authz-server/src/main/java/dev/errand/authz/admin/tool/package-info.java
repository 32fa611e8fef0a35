/** Tools: who they are, which keys they have, and what they say about themselves. */
@NullMarked
package dev.errand.authz.admin.tool;

import org.jspecify.annotations.NullMarked;

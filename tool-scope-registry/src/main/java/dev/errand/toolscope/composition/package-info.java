/** Which scopes may travel in one credential, and which one agent may never combine. */
@NullMarked
package dev.errand.toolscope.composition;

import org.jspecify.annotations.NullMarked;

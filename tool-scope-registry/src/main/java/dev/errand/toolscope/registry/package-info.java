/** Which tools there are and which scopes they have, at every version there ever was. */
@NullMarked
package dev.errand.toolscope.registry;

import org.jspecify.annotations.NullMarked;

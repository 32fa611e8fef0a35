/** The language of tool scopes: what a scope allows, and whether one authority or call lies inside another. */
@NullMarked
package dev.errand.toolscope;

import org.jspecify.annotations.NullMarked;

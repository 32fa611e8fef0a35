/** The scope language: what a tool scope allows, and whether one authority lies inside another. */
@NullMarked
package dev.errand.toolscope;

import org.jspecify.annotations.NullMarked;

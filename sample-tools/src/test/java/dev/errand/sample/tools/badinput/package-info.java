/** Bad input to every endpoint of a tool, found in its handler mappings. */
@NullMarked
package dev.errand.sample.tools.badinput;

import org.jspecify.annotations.NullMarked;

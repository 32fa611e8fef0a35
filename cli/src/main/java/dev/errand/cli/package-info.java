/** The commands behind the script errand. */
@NullMarked
package dev.errand.cli;

import org.jspecify.annotations.NullMarked;

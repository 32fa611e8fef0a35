/** The tool that knows the orders. */
@NullMarked
package dev.errand.sample.tools.orders;

import org.jspecify.annotations.NullMarked;

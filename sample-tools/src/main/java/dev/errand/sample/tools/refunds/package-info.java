/** The tool that makes refunds. */
@NullMarked
package dev.errand.sample.tools.refunds;

import org.jspecify.annotations.NullMarked;

/** Pages of the tools: which there are, and to register one. */
@NullMarked
package dev.errand.authz.console.tool;

import org.jspecify.annotations.NullMarked;

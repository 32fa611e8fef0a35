/** Tools' reports of their calls, and what a tool is told of its own scopes. */
@NullMarked
package dev.errand.authz.report;

import org.jspecify.annotations.NullMarked;

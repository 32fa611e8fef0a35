/** Tools' reports of their calls: authenticates a tool by assertion and proof, and files what it says. */
@NullMarked
package dev.errand.authz.report;

import org.jspecify.annotations.NullMarked;

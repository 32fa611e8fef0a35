/** The kill switch: ends whatever one run, one agent, one user or one tool has out, or everything. */
@NullMarked
package dev.errand.authz.admin.kill;

import org.jspecify.annotations.NullMarked;

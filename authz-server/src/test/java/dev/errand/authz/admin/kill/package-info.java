/** Tests of the kill switch. */
@NullMarked
package dev.errand.authz.admin.kill;

import org.jspecify.annotations.NullMarked;

/** What agents were granted against what they used, with a proposal to tighten. */
@NullMarked
package dev.errand.authz.admin.usage;

import org.jspecify.annotations.NullMarked;

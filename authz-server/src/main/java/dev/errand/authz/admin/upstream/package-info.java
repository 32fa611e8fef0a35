/** What is administered at other providers from here. */
@NullMarked
package dev.errand.authz.admin.upstream;

import org.jspecify.annotations.NullMarked;

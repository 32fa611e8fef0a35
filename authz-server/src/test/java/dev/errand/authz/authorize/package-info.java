/** Tests of pushed requests and of the consent page's form. */
@NullMarked
package dev.errand.authz.authorize;

import org.jspecify.annotations.NullMarked;

/** Who reaches which route, and with which token of a page: every route that the running server maps, whoever added it. */
@NullMarked
package dev.errand.authz.access;

import org.jspecify.annotations.NullMarked;

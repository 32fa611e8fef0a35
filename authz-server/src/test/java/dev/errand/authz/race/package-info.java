/** Races over HTTP for what is good once, on two nodes of one server. */
@NullMarked
package dev.errand.authz.race;

import org.jspecify.annotations.NullMarked;

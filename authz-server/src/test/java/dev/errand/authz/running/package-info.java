/** The whole server on a port, and those who call it: agents, and people in front of browsers. */
@NullMarked
package dev.errand.authz.running;

import org.jspecify.annotations.NullMarked;

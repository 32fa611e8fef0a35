/** Two nodes of the server on one database. */
@NullMarked
package dev.errand.sample.agent.nodes;

import org.jspecify.annotations.NullMarked;

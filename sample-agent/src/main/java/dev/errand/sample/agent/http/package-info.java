/** Owns what goes over the wire: requests that prove a key, and what came back. */
@NullMarked
package dev.errand.sample.agent.http;

import org.jspecify.annotations.NullMarked;

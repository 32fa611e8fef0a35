/** Owns the walk through all pages, as everybody who may open them. */
@NullMarked
package dev.errand.sample.agent.crawl;

import org.jspecify.annotations.NullMarked;

/** What a change of the registry means, in words: what gets wider, what narrower, and a call that shows it. */
@NullMarked
package dev.errand.toolscope.plan;

import org.jspecify.annotations.NullMarked;

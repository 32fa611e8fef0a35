/** The picture of a timeline: from what happened to shapes, without a word about how they are drawn. */
@NullMarked
package dev.errand.authz.console.run.timeline;

import org.jspecify.annotations.NullMarked;

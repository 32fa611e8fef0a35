/** The revocation feed: what ended before it expired, told to the tools that it was good at. */
@NullMarked
package dev.errand.authz.ending.feed;

import org.jspecify.annotations.NullMarked;

/** Documents that are made from the code, and the tests that find them stale. */
@NullMarked
package dev.errand.docs;

import org.jspecify.annotations.NullMarked;

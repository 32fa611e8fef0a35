/** Joins the two libraries, which do not know each other: the tool's key, its way to the ledger, its refusals. */
@NullMarked
package dev.errand.sample.tools.wiring;

import org.jspecify.annotations.NullMarked;

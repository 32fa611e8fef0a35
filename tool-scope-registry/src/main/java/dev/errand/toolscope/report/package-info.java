/** Owns the tool's reports to the ledger: every call, allowed or refused, through a durable outbox. */
@NullMarked
package dev.errand.toolscope.report;

import org.jspecify.annotations.NullMarked;

package dev.errand.sample.tools.refunds;

import java.time.Instant;

/** A refund that was made. */
record Refund(String refundId, String orderId, String amount, String currency, String reason, Instant madeAt) {}

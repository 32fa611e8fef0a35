package dev.errand.sample.tools.refunds;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A refund that was made. */
record Refund(String refundId, String orderId, String amount, String currency, @Nullable String reason, Instant madeAt) {}

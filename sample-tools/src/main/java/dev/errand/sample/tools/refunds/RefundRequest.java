package dev.errand.sample.tools.refunds;

/**
 * A wish for a refund.
 *
 * @param amount a decimal string
 * @param currency an ISO 4217 code
 * @param reason in the caller's own words
 */
record RefundRequest(String orderId, String amount, String currency, String reason) {}

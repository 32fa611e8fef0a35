package dev.errand.sample.tools.refunds;

import org.jspecify.annotations.Nullable;

/**
 * A wish for a refund.
 *
 * @param amount a decimal string
 * @param currency an ISO 4217 code
 * @param reason in the caller's own words
 */
record RefundRequest(String orderId, String amount, String currency, @Nullable String reason) {

    RefundRequest {
        if (reason != null && reason.indexOf('\0') >= 0) {
            // The order is held against the credential; these are words that only a database would refuse.
            throw new IllegalArgumentException("a reason has no NUL character");
        }
    }
}

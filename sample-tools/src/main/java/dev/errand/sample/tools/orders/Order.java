package dev.errand.sample.tools.orders;

/**
 * An order.
 *
 * @param amount a decimal string
 */
record Order(String orderId, String customer, String item, String amount, String currency) {}

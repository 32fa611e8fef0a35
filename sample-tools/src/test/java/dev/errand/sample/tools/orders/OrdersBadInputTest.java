package dev.errand.sample.tools.orders;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import dev.errand.sample.tools.badinput.BadToolInput;
import dev.errand.sample.tools.badinput.RawRequest;

import static org.assertj.core.api.Assertions.assertThat;

class OrdersBadInputTest extends OrdersFixture {

    private static final String ORDER = "/orders/order-12345";

    @Autowired
    private ApplicationContext tool;

    @Test
    void badInputReadsNoOrderAndShowsNothing() {
        BadToolInput input = new BadToolInput(tool, port(), () -> 0);
        assertThat(String.join("\n", input.send(Map.of("GET /orders/{orderId}", this::good)))).isEmpty();
        assertThat(good().send(port()).status()).as("the untouched twin").isEqualTo(200);
    }

    private RawRequest good() {
        agent().callUnauthenticated("/");
        return new RawRequest("GET", ORDER, agent().credentials(agent().sign(credential("order-12345")), "GET", ORDER), "");
    }
}

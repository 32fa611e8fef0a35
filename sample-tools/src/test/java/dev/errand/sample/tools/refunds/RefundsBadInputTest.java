package dev.errand.sample.tools.refunds;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import dev.errand.sample.tools.badinput.BadToolInput;
import dev.errand.sample.tools.badinput.RawRequest;

import static org.assertj.core.api.Assertions.assertThat;

class RefundsBadInputTest extends RefundsFixture {

    @Autowired
    private ApplicationContext tool;

    @Test
    void badInputHasNoEffectAndShowsNothing() {
        BadToolInput input = new BadToolInput(tool, port(), this::refunds);
        assertThat(String.join("\n", input.send(Map.of("POST /refunds", this::good)))).isEmpty();
        assertThat(good().send(port()).status()).as("the untouched twin").isEqualTo(201);
    }

    private RawRequest good() {
        agent().callUnauthenticated("/");
        Map<String, String> headers = new LinkedHashMap<>(
                agent().credentials(agent().sign(credential()), "POST", "/refunds"));
        headers.put("Content-Type", "application/json");
        return new RawRequest("POST", "/refunds", headers, refund().body());
    }
}

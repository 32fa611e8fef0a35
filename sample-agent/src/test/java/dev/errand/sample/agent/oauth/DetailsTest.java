package dev.errand.sample.agent.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.oauth.RunDetails.Budget;
import dev.errand.sample.agent.oauth.RunDetails.Part;

import static org.assertj.core.api.Assertions.assertThat;

class DetailsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void runIsWrittenAsItsDetailsType() {
        Map<String, Limit> fifty = Map.of("amount", Limit.usd("50.00"));
        RunDetails run = new RunDetails("Refund order 12345", Duration.ofMinutes(15),
                List.of(new Part("read:orders", "order-12345", Map.of()),
                        new Part("write:refunds-under-50", "order-12345", fifty)),
                new Budget(10, fifty));

        assertThat(tree(run.json())).isEqualTo(JSON.readTree("""
                {"type":"agent_run","purpose":"Refund order 12345","expires_in":900,
                  "ceiling":[{"scope":"read:orders","identifier":"order-12345"},
                             {"scope":"write:refunds-under-50","identifier":"order-12345",
                              "limits":{"amount":{"max":"50.00","currency":"USD"}}}],
                  "budget":{"max_calls":10,"totals":{"amount":{"max":"50.00","currency":"USD"}}}}"""));
    }

    @Test
    void callIsWrittenAsItsDetailsType() {
        CallDetails call = new CallDetails("write:refunds-under-50", URI.create("https://refunds.example"), "create-refund",
                "order-12345", Map.of("amount", Limit.usd("20.00")));

        assertThat(tree(call.json())).isEqualTo(JSON.readTree("""
                {"type":"tool_call","scope":"write:refunds-under-50","locations":["https://refunds.example"],
                 "actions":["create-refund"],"identifier":"order-12345",
                 "limits":{"amount":{"max":"20.00","currency":"USD"}}}"""));
        assertThat(call.bounds()).isEqualTo("order-12345 <= 20.00 USD");
    }

    @Test
    void oneCentMoreIsCountedInDecimals() {
        assertThat(Limit.usd("50.00").cent()).isEqualTo("50.01");
        assertThat(Limit.usd("0.99").cent()).isEqualTo("1.00");
    }

    private static JsonNode tree(Object details) {
        return JSON.readTree(Http.text(details));
    }

}

package dev.errand.sample.tools.orders;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.sample.tools.issuer.Request;
import dev.errand.sample.tools.issuer.StandInAgent.Answer;

import static org.assertj.core.api.Assertions.assertThat;

class OrdersTest extends OrdersFixture {

    private static final Request READ = Request.get("/orders/order-12345");

    @Test
    void anAllowedCallReadsTheOrder() {
        Answer answer = agent().call(credential("order-12345"), READ);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("orderId").asString()).isEqualTo("order-12345");
        assertThat(answer.body().path("amount").asString()).isEqualTo("49.00");
    }

    @Test
    void anotherOrderIsRefusedAndConsumesNothing() {
        String token = agent().sign(credential("order-12345"));
        Answer refused = agent().call(token, Request.get("/orders/order-99999"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.reason()).isEqualTo("identifier_not_allowed");
        assertThat(agent().call(token, READ).status()).as("the untouched twin").isEqualTo(200);
    }

    @Test
    void anOrderThatDoesNotExistLeavesTheCredentialUnused() {
        String token = agent().sign(credential("order-777"));
        assertThat(agent().call(token, Request.get("/orders/order-777")).status()).isEqualTo(404);
        assertThat(agent().call(token, Request.get("/orders/order-777")).status()).isEqualTo(404);
    }

    @Test
    void aCredentialForThreeUsesIsGoodThreeTimes() {
        String token = agent().sign(credential("order-12345").with("max_uses", 3));
        for (int use = 1; use <= 3; use++) {
            assertThat(agent().call(token, READ).status()).isEqualTo(200);
        }
        assertThat(agent().call(token, READ).reason()).isEqualTo("already_used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/order-12345/../order-99999", "/orders/order-12345/%2e%2e/order-99999",
        "/orders/order-12345%2f..%2forder-99999", "/orders//order-99999", "//orders/order-99999",
        "/orders/order-12345;x=y", "/orders/order-99999;order-12345", "/orders/order-12345.",
        "/orders/order-12345%00", "/orders/order-12345%252f", "/orders/ORDER-12345", "/Orders/order-12345",
        "/orders/order-12345/", "/orders/order-12345%20", "/orders/./order-99999", "/orders/order-99999%23"})
    void rs11PathTricksReachNoOtherOrder(String target) {
        String token = agent().sign(credential("order-12345"));
        Answer refused = agent().call(token, Request.get(target));
        assertThat(refused.status()).isIn(400, 403, 404);
        assertThat(agent().call(token, READ).status()).as("the untouched twin").isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 405", "DELETE, 405", "POST, 405", "OPTIONS, 403"})
    void rs13AnotherMethodIsRefusedAndConsumesNothing(String method, int status) {
        String token = agent().sign(credential("order-12345"));
        assertThat(agent().call(token, READ.withMethod(method)).status()).isEqualTo(status);
        assertThat(agent().call(token, READ).status()).as("the untouched twin").isEqualTo(200);
    }

    @Test
    void rs13AMethodOverrideIsNotHeard() {
        Request read = READ.withHeader("X-HTTP-Method-Override", "DELETE");
        assertThat(agent().call(credential("order-12345"), read).status()).isEqualTo(200);
    }

    @Test
    void rs17ParametersAndBodiesThatTheEndpointDoesNotKnowAreRefused() {
        String token = agent().sign(credential("order-12345"));
        assertThat(agent().call(token, READ.withTarget("/orders/order-12345?orderId=order-99999")).reason())
                .isEqualTo("parameter_unknown");
        assertThat(agent().call(token, READ.withBody("{}").withHeader("Content-Type", "application/json")).reason())
                .isEqualTo("parameter_unknown");
        assertThat(agent().call(token, READ).status()).as("the untouched twin").isEqualTo(200);
    }

    @Test
    void healthAndMetadataNeedNoCredentialAndNothingElseIsOpen() {
        assertThat(agent().callUnauthenticated("/actuator/health/readiness").body().path("status").asString())
                .isEqualTo("UP");
        Answer metadata = agent().callUnauthenticated("/.well-known/oauth-protected-resource");
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.body().path("resource").asString()).isEqualTo(RESOURCE);
        assertThat(metadata.body().path("scopes_supported")).hasToString("[\"read:orders\"]");
        for (String target : List.of("/", "/orders", "/orders/order-12345", "/refunds", "/actuator", "/actuator/env",
                "/error")) {
            assertThat(agent().callUnauthenticated(target).status()).as(target).isEqualTo(401);
        }
    }

    @Test
    void pathsWithoutAnEndpointAreRefusedWithACredentialToo() {
        for (String target : List.of("/", "/orders", "/refunds", "/actuator/env")) {
            assertThat(agent().call(credential("order-12345"), Request.get(target)).status()).as(target).isIn(403, 404);
        }
    }
}

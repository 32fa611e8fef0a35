package dev.errand.sample.tools.refunds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.sample.tools.issuer.Credential;
import dev.errand.sample.tools.issuer.Request;
import dev.errand.sample.tools.issuer.StandInAgent.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls that must fail, each altered in one thing, and each followed by its untouched twin. */
class RefundsAttackTest extends RefundsFixture {

    /** A request that the credential does not let through, after which the credential is still good. */
    record BadRequest(String name, UnaryOperator<Request> change, int status, String reason) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadRequest> requests() {
        return Stream.of(
                body("RS-07 a cent more than granted", refund("order-12345", "50.01", "USD"), 403, "limit_exceeded"),
                body("RS-07 far more than granted", refund("order-12345", "999999", "USD"), 403, "limit_exceeded"),
                body("RS-09 another currency", refund("order-12345", "50.00", "EUR"), 403, "currency_mismatch"),
                body("RS-09 the currency in lower case", refund("order-12345", "50.00", "usd"), 400,
                        "parameter_malformed"),
                body("another order", refund("order-99999", "50.00", "USD"), 403, "identifier_not_allowed"),
                body("the order with a trailing blank", refund("order-12345 ", "50.00", "USD"), 403,
                        "identifier_not_allowed"),
                body("a negative amount", refund("order-12345", "-1.00", "USD"), 400, "parameter_malformed"),
                body("an amount in exponent form", refund("order-12345", "5e1", "USD"), 400, "parameter_malformed"),
                body("a fraction of a cent", refund("order-12345", "0.001", "USD"), 400, "parameter_malformed"),
                raw("no amount", "{\"orderId\":\"order-12345\",\"currency\":\"USD\"}", 400, "parameter_malformed"),
                raw("neither amount nor currency", "{\"orderId\":\"order-12345\"}", 403, "parameter_missing"),
                raw("no order", "{\"amount\":\"50.00\",\"currency\":\"USD\"}", 403, "parameter_missing"),
                raw("a member that nobody knows", "{\"orderId\":\"order-12345\",\"amount\":\"1\",\"currency\":\"USD\","
                        + "\"payTo\":\"mallory\"}", 400, "parameter_unknown"),
                raw("a member twice", "{\"orderId\":\"order-12345\",\"amount\":\"1\",\"amount\":\"5000\","
                        + "\"currency\":\"USD\"}", 400, "body_malformed"),
                raw("trailing bytes", "{\"orderId\":\"order-12345\",\"amount\":\"1\",\"currency\":\"USD\"}{}", 400,
                        "body_malformed"),
                raw("an amount that is a number", "{\"orderId\":\"order-12345\",\"amount\":1,\"currency\":\"USD\"}", 400,
                        "body_malformed"),
                raw("no JSON", "<refund/>", 400, "body_malformed"),
                raw("nothing but depth", "[".repeat(5000), 400, "body_malformed"),
                raw("more than 64 KiB", "\"" + "x".repeat(70_000) + "\"", 413, "body_too_large"),
                change("RS-13 DELETE", request -> request.withMethod("DELETE"), 405, "method_not_allowed"),
                change("RS-13 PUT", request -> request.withMethod("PUT"), 405, "method_not_allowed"),
                change("RS-15 JSON as text", type("text/plain"), 415, "media_type_unsupported"),
                change("RS-15 a form", request -> type("application/x-www-form-urlencoded").apply(request)
                        .withBody("orderId=order-12345&amount=1&currency=USD"), 415, "media_type_unsupported"),
                change("RS-15 multipart", type("multipart/form-data; boundary=x"), 415, "media_type_unsupported"),
                change("RS-15 XML", type("application/xml"), 415, "media_type_unsupported"),
                change("RS-15 JSON in UTF-16", request -> type("application/json;charset=utf-16").apply(request)
                        .in(StandardCharsets.UTF_16), 415, "media_type_unsupported"),
                change("RS-15 UTF-16 that claims to be UTF-8", request -> request.in(StandardCharsets.UTF_16), 400,
                        "body_malformed"),
                change("RS-15 no type", request -> new Request("POST", "/refunds", Map.of(), request.body(),
                        StandardCharsets.UTF_8), 415, "media_type_unsupported"),
                change("an answer as a picture, which would be refused after the effect",
                        request -> request.withHeader("Accept", "image/png"), 406, "not_acceptable"),
                change("an answer as nothing known", request -> request.withHeader("Accept", ";;"), 406,
                        "not_acceptable"),
                change("RS-17 the amount in the query, twice", request -> request
                        .withTarget("/refunds?amount=1&amount=5000"), 400, "parameter_unknown"),
                change("RS-17 anything in the query", request -> request.withTarget("/refunds?verbose"), 400,
                        "parameter_unknown"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aRequestOutsideItsCredentialHasNoEffectAndConsumesNothing(BadRequest bad) {
        String token = agent().sign(credential());
        int before = refunds();
        Answer refused = agent().call(token, bad.change().apply(refund()));
        assertThat(refused.status()).isEqualTo(bad.status());
        assertThat(refused.reason()).isEqualTo(bad.reason());
        assertThat(refunds()).isEqualTo(before);
        assertThat(agent().call(token, refund()).status()).as("the untouched twin").isEqualTo(201);
        assertThat(refunds()).isEqualTo(before + 1);
    }

    /** A credential that lets nothing through. */
    record BadCredential(String name, UnaryOperator<Credential> change, int status, String reason) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadCredential> credentials() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                claim("RS-19 two audiences", "aud", List.of(RESOURCE, "https://orders.example"), "wrong_audience"),
                claim("RS-19 no audience", "aud", null, "wrong_audience"),
                claim("RS-19 an audience that begins like ours", "aud", RESOURCE + ".evil", "wrong_audience"),
                claim("RS-19 our audience in other letters", "aud", "https://Refunds.example", "wrong_audience"),
                claim("RS-19 our audience and a slash", "aud", RESOURCE + "/", "wrong_audience"),
                type("RS-21 a plain JWT", "JWT"), type("RS-21 a client assertion", "client-authentication+jwt"),
                type("RS-21 a proof", "dpop+jwt"),
                times("RS-23 expired past the leeway", now - 60, now - 6, "token_expired"),
                claim("RS-23 no expiry", "exp", null, "token_expired"),
                claim("RS-23 not yet valid", "nbf", now + 120, "token_not_yet_valid"),
                times("RS-23 issued in the future", now + 120, now + 180, "token_not_yet_valid"),
                claim("another issuer", "iss", "https://evil.example", "token_issuer"),
                claim("no id", "jti", null, "token_malformed"),
                claim("no details", "authorization_details", null, "token_malformed"),
                claim("endless uses", "max_uses", 1_000_000, "token_malformed"),
                scope("another scope", credential -> credential.with("scope", "read:orders"), "scope_mismatch"),
                scope("no detail for the scope", credential -> credential.with("authorization_details", List.of()),
                        "scope_mismatch"),
                scope("another action", credential -> credential.withDetail("actions", List.of("cancel-refund")),
                        "action_not_allowed"),
                scope("another location", credential -> credential.withDetail("locations",
                        List.of("https://orders.example")), "location_mismatch"),
                scope("a parameter that was not granted", credential -> credential.withDetail("free", List.of()),
                        "parameter_unknown"),
                scope("RS-27 an extra member", credential -> credential.withDetail("only_on", "mondays"),
                        "details_malformed"),
                scope("RS-27 an unknown constraint", credential -> credential.withDetail("limits",
                        Map.of("amount", Map.of("at_most", "50.00"))), "details_malformed"),
                scope("RS-27 an unknown type", credential -> credential.withDetail("type", "payment"),
                        "details_malformed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void aCredentialThatIsNotForThisCallHasNoEffect(BadCredential bad) {
        int before = refunds();
        Answer refused = agent().call(bad.change().apply(credential()), refund());
        assertThat(refused.status()).isEqualTo(bad.status());
        assertThat(refused.reason()).isEqualTo(bad.reason());
        assertThat(refused.challenge()).startsWith("DPoP error=\"").contains("algs=\"ES256\"").contains(
                "resource_metadata=\"https://refunds.example/.well-known/oauth-protected-resource\"");
        assertThat(refunds()).isEqualTo(before);
        assertThat(agent().call(credential(), refund()).status()).as("the untouched twin").isEqualTo(201);
    }

    static Stream<UnaryOperator<Credential>> oddTimes() {
        return Stream.of(credential -> credential.with("exp", "soon"),
                credential -> credential.with("exp", Long.MAX_VALUE),
                credential -> credential.with("exp", List.of(1)), credential -> credential.with("iat", "now"));
    }

    @ParameterizedTest
    @MethodSource("oddTimes")
    void timesOfAnotherTypeOrSizeAreNoTimes(UnaryOperator<Credential> odd) {
        int before = refunds();
        Answer refused = agent().call(odd.apply(credential()), refund());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refunds()).isEqualTo(before);
        assertThat(agent().call(credential(), refund()).status()).as("the untouched twin").isEqualTo(201);
    }

    @Test
    void rs01TheSameCredentialAgainIsRefused() {
        String token = agent().sign(credential());
        assertThat(agent().call(token, refund()).status()).isEqualTo(201);
        int before = refunds();
        Answer again = agent().call(token, refund());
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.body().path("error").asString()).isEqualTo("invalid_token");
        assertThat(again.reason()).isEqualTo("already_used");
        assertThat(again.challenge()).contains("error=\"invalid_token\"").contains("reason=\"already_used\"");
        assertThat(refunds()).isEqualTo(before);
    }

    @Test
    void rs25CachedKeysGoOnWhileTheIssuerIsDownAndUnknownOnesDoNotPass() {
        assertThat(agent().call(credential(), refund()).status()).isEqualTo(201);
        ISSUER.failToPublishKeys();
        try {
            assertThat(agent().call(credential(), refund()).status()).isEqualTo(201);
            int before = refunds();
            assertThat(agent().call(agent().signByStranger(credential()), refund()).status()).isIn(401, 503);
            assertThat(refunds()).isEqualTo(before);
        } finally {
            ISSUER.publishKeys();
        }
    }

    @Test
    void aRefusalForScopeSaysWhatWouldHaveDone() {
        Answer refused = agent().call(credential(), refund("order-12345", "50.01", "USD"));
        assertThat(refused.challenge()).startsWith("DPoP error=\"insufficient_scope\"")
                .contains("scope=\"write:refunds-under-50\"").contains("reason=\"limit_exceeded\"")
                .contains("parameter=\"amount\"");
        assertThat(refused.body().path("error").asString()).isEqualTo("insufficient_scope");
        assertThat(refused.body().path("parameter").asString()).isEqualTo("amount");
        assertThat(refused.body().path("authorization_details")).hasToString("[{\"type\":\"tool_call\","
                + "\"scope\":\"write:refunds-under-50\",\"locations\":[\"https://refunds.example\"],"
                + "\"actions\":[\"create-refund\"],\"identifier\":\"order-12345\","
                + "\"limits\":{\"amount\":{\"max\":\"50.01\",\"currency\":\"USD\"}}}]");
        assertThat(refused.body().path("scope_form").asString())
                .endsWith("/console/scopes/write:refunds-under-50/edit?limit.create-refund.amount=50.01+USD");
    }

    private static BadRequest body(String name, Request request, int status, String reason) {
        return raw(name, request.body(), status, reason);
    }

    private static BadRequest raw(String name, String body, int status, String reason) {
        return change(name, request -> request.withBody(body), status, reason);
    }

    private static BadRequest change(String name, UnaryOperator<Request> change, int status, String reason) {
        return new BadRequest(name, change, status, reason);
    }

    private static UnaryOperator<Request> type(String contentType) {
        return request -> request.withHeader("Content-Type", contentType);
    }

    private static BadCredential claim(String name, String claim, Object value, String reason) {
        return new BadCredential(name, credential -> credential.with(claim, value), 401, reason);
    }

    private static BadCredential times(String name, long iat, long exp, String reason) {
        return new BadCredential(name, credential -> credential.with("iat", iat).with("exp", exp), 401, reason);
    }

    private static BadCredential type(String name, String type) {
        return new BadCredential(name, credential -> credential.withType(type), 401, "token_type");
    }

    private static BadCredential scope(String name, UnaryOperator<Credential> change, String reason) {
        return new BadCredential(name, change, 403, reason);
    }
}

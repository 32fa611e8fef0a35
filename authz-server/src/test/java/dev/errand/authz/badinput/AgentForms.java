package dev.errand.authz.badinput;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.errand.authz.running.OAuthRequest;

/** The good requests of agents, and what becomes of each when its form is spoilt: rows of protocol.md §7. */
final class AgentForms {

    static final String FORM_MALFORMED = "400 invalid_request form_malformed";
    static final String CONTENT_TYPE = "400 invalid_request content_type";

    /**
     * One good request of an agent.
     *
     * @param answer the status that it gets, or status, error and reason
     * @param missing what the answer is without a parameter that is needed
     */
    record Good(String name, Endpoint endpoint, Supplier<OAuthRequest> request, String answer, Map<String, String> missing) {

        Caller caller() {
            return new Caller(name, true, _ -> true, _ -> Callers.wire(request.get()));
        }

        List<String> parameters() {
            return request.get().fields().stream().map(Map.Entry::getKey).toList();
        }

        /** The request with some of its form changed. */
        Caller with(Function<OAuthRequest, OAuthRequest> change) {
            return new Caller(name, true, _ -> true, _ -> Callers.wire(change.apply(request.get())));
        }
    }

    /** A spoilt form and the one answer to it. */
    record Row(Badness badness, String answer) {}

    private AgentForms() {}

    static List<Good> good(Callers callers, List<Endpoint> endpoints) {
        Map<String, Endpoint> at = endpoints.stream().filter(Endpoint::isProtocol)
                .collect(Collectors.toMap(Endpoint::path, Function.identity()));
        String noClient = "401 invalid_client client_assertion";
        String missing = "400 invalid_request parameter_missing";
        return List.of(
                new Good("exchange", at.get("/oauth2/token"), callers::exchange, "200  ",
                        Map.of("grant_type", missing, "subject_token", missing, "subject_token_type",
                                "400 invalid_request token_type_unsupported", "resource", "400 invalid_target resource_missing",
                                "scope", "400 invalid_scope scope_missing", "client_assertion", noClient,
                                "client_assertion_type", noClient)),
                new Good("redemption", at.get("/oauth2/token"), callers::redemption, "400 invalid_grant code_unknown",
                        Map.of("grant_type", missing, "code", missing, "code_verifier", missing, "redirect_uri", missing,
                                "client_assertion", noClient, "client_assertion_type", noClient)),
                new Good("refresh", at.get("/oauth2/token"), callers::refresh, "400 invalid_grant refresh_unknown",
                        Map.of("grant_type", missing, "refresh_token", missing, "client_assertion", noClient,
                                "client_assertion_type", noClient)),
                new Good("push", at.get("/oauth2/par"), callers.agent::push, "201  ",
                        Map.of("response_type", "400 unsupported_response_type response_type_unsupported", "redirect_uri",
                                "400 invalid_request redirect_uri_not_registered", "code_challenge",
                                "400 invalid_request pkce_required", "code_challenge_method",
                                "400 invalid_request pkce_required", "authorization_details",
                                "400 invalid_authorization_details details_malformed", "client_assertion", noClient,
                                "client_assertion_type", noClient)),
                new Good("revocation", at.get("/oauth2/revoke"), callers::revocation, "200  ",
                        Map.of("token", missing, "client_assertion", noClient, "client_assertion_type", noClient)));
    }

    /** What is wrong with a form whatever it is for. */
    static List<Row> rows() {
        Stream<Row> types = Stream.of("text/plain", "application/json", "multipart/form-data; boundary=x", "application/xml",
                "application/x-www-form-urlencoded;charset=utf-7", "application/x-www-form-urlencoded;charset=utf-16",
                "*/*", "garbage", "").map(type -> row("type " + type, r -> r.header("Content-Type", type), CONTENT_TYPE));
        Stream<Row> forms = Stream.of("&%zz=1", "&a=%", "&a=%f", "&a=%ff", "&a=%c0%ae", "&a=%ED%A0%80", "&=x",
                "&" + BadTargets.numbered(1_100))
                .map(more -> row("form" + BadBodies.visible(more), r -> r.form(r.text() + more), FORM_MALFORMED));
        return Stream.of(types, forms, Stream.of(
                row("no type", r -> r.without("Content-Type"), CONTENT_TYPE),
                row("JSON", r -> r.json("{\"grant_type\":\"authorization_code\"}"), CONTENT_TYPE),
                row("a query string", r -> r.query("a=1"), "400 invalid_request query_not_allowed"),
                row("an empty query string", r -> r.target(r.target() + "?"), "400 invalid_request query_not_allowed"),
                row("bytes that are no UTF-8", r -> r.body(r.body() + "&a=\u00ff"), FORM_MALFORMED),
                row("65 parameters", r -> r.form(r.text() + "&" + BadTargets.numbered(65)),
                        "400 invalid_request too_many_parameters"),
                row("65 names with one hash code",
                        r -> r.form(r.text() + "&" + BadTargets.colliding(7, 65, "&", "=1")),
                        "400 invalid_request too_many_parameters"),
                row("a control character in a name", r -> r.form(r.text() + "&%C2%85=1"),
                        "400 invalid_request request_malformed"),
                row("NUL in a name", r -> r.form(r.text() + "&%00=1"), "400 invalid_request request_malformed"),
                row("a control character in the proof", r -> r.header("DPoP", "\u0085"),
                        "400 invalid_request request_malformed"),
                row("no proof", r -> r.without("DPoP"), "400 invalid_dpop_proof proof_missing"),
                row("two proofs", r -> r.plus("DPoP", "x.y.z"), "400 invalid_dpop_proof proof_multiple"),
                row("another client method", r -> r.header("Authorization", "Basic eA=="),
                        "401 invalid_client client_method"),
                row("64 KiB", r -> r.form(r.text() + "&a=" + "b".repeat(65_536)), "413 invalid_request body_too_large"),
                row("64 KiB in chunks", r -> r.form(r.text() + "&a=" + "b".repeat(65_536)).inChunks(), FORM_MALFORMED)))
                .flatMap(rows -> rows).toList();
    }

    private static Row row(String name, UnaryOperator<WireRequest> change, String answer) {
        return new Row(Badness.refused(name, change), answer);
    }
}

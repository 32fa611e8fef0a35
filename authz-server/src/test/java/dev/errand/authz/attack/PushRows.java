package dev.errand.authz.attack;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.secret.Secrets;
import dev.errand.dpop.client.DPoPKey;

/** AC-03 to AC-17 at the PAR endpoint: each changes one thing of a good pushed request. */
final class PushRows {

    private static final String DETAILS = "authorization_details";

    private PushRows() {}

    static Stream<Row> rows() {
        return Stream.of(pkce(), redirects(), requests(), responses(), keys(), details(), targets())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> pkce() {
        String required = "400 invalid_request pkce_required";
        Stream<Row> challenges = Stream.of("", "c".repeat(42), "c".repeat(44), "c".repeat(42) + "=", "c".repeat(42) + "+",
                "\u00e9".repeat(43)).map(
                        challenge -> Row.of("AC-05+ a challenge of " + challenge.length() + " characters",
                                r -> r.with("code_challenge", challenge), required).naming("code_challenge"));
        return Stream.concat(challenges, Stream.of(
                Row.of("AC-03 no code_challenge", r -> r.without("code_challenge"), required).naming("code_challenge"),
                method("AC-03+ plain", r -> r.with("code_challenge_method", "plain")),
                method("AC-03+ plain, by leaving the method out", r -> r.without("code_challenge_method")),
                method("AC-03+ plain, by a method without a value", r -> r.with("code_challenge_method", "")),
                method("AC-03+ the method in lower case", r -> r.with("code_challenge_method", "s256"))));
    }

    private static Row method(String attack, UnaryOperator<OAuthRequest> change) {
        return Row.of(attack, change, "400 invalid_request pkce_required").naming("code_challenge_method");
    }

    private static Stream<Row> redirects() {
        Stream<Row> variants = Stream.of("http://127.0.0.1/callback/extra", "http://127.0.0.1/callback?x=1",
                "http://127.0.0.1/callback#x", "http://127.0.0.1/callback#", "https://127.0.0.1/callback",
                "http://user@127.0.0.1/callback", "http://127.0.0.1/CALLBACK", "http://127.0.0.1/%2e%2e/callback",
                "http://127.0.0.1/x/../callback", "http://127.0.0.1/callbac%6b", "http://localhost/callback",
                "http://[::1]/callback", "http://127.1/callback", "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.1\\@evil.example/callback", "http://127.0.0.1/callback\t",
                "https://agent.example:8443/callback", "https://agent.example:443/callback",
                "https://agent.example.evil/callback", "HTTPS://agent.example/callback", "//127.0.0.1/callback",
                "javascript:alert(1)", "http://127.0.0.1:65536/callback", "http://127.0.0.1:/callback",
                "http://127.0.0.1:080/callback", "http://127.0.0.1:+80/callback").map(
                        uri -> redirect("AC-07 " + uri.strip(), r -> r.with("redirect_uri", uri)));
        return Stream.concat(variants, Stream.of(
                redirect("AC-07+ no redirect_uri, though two are registered", r -> r.without("redirect_uri"))));
    }

    private static Row redirect(String attack, UnaryOperator<OAuthRequest> change) {
        return Row.of(attack, change, "400 invalid_request redirect_uri_not_registered");
    }

    private static Stream<Row> requests() {
        String refused = "400 invalid_request request_object_not_supported";
        return Stream.of(Row.of("AC-11+ a request_uri inside", r -> r.with("request_uri", "urn:x"), refused)
                .naming("request_uri"),
                Row.of("AC-13+ a request object", r -> r.with("request", "eyJhbGciOiJub25lIn0.e30."), refused)
                        .naming("request"),
                Row.of("AC-13+ a request object and nothing else", r -> r.with("request", "e30.e30.").without(DETAILS),
                        refused),
                Row.of("AC-15+ a state of 513 letters", r -> r.with("state", "s".repeat(513)),
                        "400 invalid_request state_too_long"),
                Row.of("AC-17+ a prompt that is not there", r -> r.with("prompt", "login"),
                        "400 invalid_request prompt_unsupported"));
    }

    private static Stream<Row> responses() {
        Stream<Row> types = Stream.of("token", "id_token", "code token", "code id_token", "id_token token", "none",
                "CODE", "code code").map(
                        type -> Row.of("AC-17 response_type " + type,
                                r -> r.with("response_type", type),
                                "400 unsupported_response_type response_type_unsupported"));
        Stream<Row> modes = Stream.of("fragment", "form_post", "query.jwt", "fragment.jwt", "web_message", "Query")
                .map(mode -> Row.of("AC-17 response_mode " + mode, r -> r.with("response_mode", mode),
                        "400 invalid_request response_mode_unsupported"));
        return Stream.of(types, modes, Stream.of(Row.of("AC-17 no response_type", r -> r.without("response_type"),
                "400 unsupported_response_type response_type_unsupported"))).flatMap(rows -> rows);
    }

    private static Stream<Row> keys() {
        return Stream.of(
                Row.of("DP-81+ dpop_jkt of another key", r -> r.with("dpop_jkt", DPoPKey.generate().jkt()),
                        "400 invalid_dpop_proof dpop_jkt_mismatch"),
                Row.of("DP-81+ dpop_jkt that is none, and no proof", r -> r.with("dpop_jkt", "x").proofs(),
                        "400 invalid_dpop_proof dpop_jkt_mismatch").naming("dpop_jkt"),
                Row.of("DP-81+ an empty dpop_jkt and no proof", r -> r.with("dpop_jkt", "").proofs(),
                        "400 invalid_dpop_proof proof_missing"),
                Row.of("DP-01 neither proof nor dpop_jkt", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("TE-03 no client authentication",
                        r -> r.without("client_assertion").without("client_assertion_type"),
                        "401 invalid_client client_method"),
                Row.of("TE-03 a run's key for the client's",
                        r -> r.without("client_assertion").without("client_assertion_type").without("client_id")
                                .with("grant_type", "refresh_token").with("refresh_token", Secrets.hash("x")),
                        "401 invalid_client client_missing"));
    }

    private static Stream<Row> details() {
        String malformed = "400 invalid_authorization_details details_malformed";
        return Stream.of(Row.of("TE-31 no details", r -> r.without(DETAILS), malformed),
                replaced("TE-31+ details of a tool call", "agent_run", "tool_call", malformed),
                replaced("TE-43 a run of nine hours", "\"expires_in\":900", "\"expires_in\":32400", malformed),
                replaced("TE-43 a run of no time", "\"expires_in\":900", "\"expires_in\":0", malformed),
                replaced("TE-43 a life in text", "\"expires_in\":900", "\"expires_in\":\"900\"", malformed),
                replaced("TE-39 the budget twice", "\"budget\":", "\"budget\":{\"max_calls\":1},\"budget\":", malformed),
                replaced("AC-19 a purpose with markup", "Refund order", "<b>Refund</b>", malformed),
                replaced("AC-19 a purpose with a bidirectional override", "Refund order", "\u202eRefund", malformed),
                replaced("AC-19 a purpose with a line break", "Refund order", "Refund\\n\\norder", malformed),
                replaced("TE-33 more than the scope allows", "\"40.00\"", "\"50.01\"",
                        "400 invalid_authorization_details wider_than_registered"),
                replaced("TE-35 another currency", "\"40.00\",\"currency\":\"USD\"",
                        "\"40.00\",\"currency\":\"EUR\"", "400 invalid_authorization_details wider_than_registered"),
                replaced("TE-21 an unknown scope", "read:orders", "read:all", "400 invalid_scope scope_unknown"),
                replaced("TE-21 a wildcard", "read:orders", "read:*", malformed),
                replaced("TE-19 a scope that the agent may not ask for", "read:orders", "write:payouts",
                        "400 invalid_scope scope_not_allowed"),
                Row.of("TE-35+ a budget without a total",
                        r -> r.with(DETAILS, r.value(DETAILS).replaceAll(",\"totals\":\\{.*?\\}\\}", "")),
                        "400 invalid_authorization_details budget_missing"),
                replaced("AC-19 a total that nothing draws from", "\"totals\":{",
                        "\"totals\":{\"your bank says yes\":{\"max\":\"1.00\",\"currency\":\"USD\"},",
                        "400 invalid_authorization_details budget_without_limit"));
    }

    private static Stream<Row> targets() {
        return Stream.of(Row.of("TE-27+ an unknown resource", r -> r.with("resource", "https://evil.example"),
                "400 invalid_target resource_unknown"),
                Row.of("TE-29 a resource that is not every scope's", r -> r.with("resource", RunningServer.ORDERS),
                        "400 invalid_target resource_not_the_scopes"),
                Row.of("TE-27+ a resource without a value beside a good one",
                        r -> r.with("resource", "", RunningServer.ORDERS), "400 invalid_target resource_unknown"),
                Row.of("TE-27+ 21 resources", r -> r.with("resource", resources(21)),
                        "400 invalid_target too_many_values").byNobody().naming("resource"),
                Row.of("TE-27+ 900 resources", r -> r.with("resource", resources(900)),
                        "400 invalid_target too_many_values").byNobody().naming("resource"),
                scope("TE-21 an unknown scope alone", "read:all", "scope_unknown"),
                scope("TE-21 a wildcard alone", "read:*", "scope_unknown"),
                scope("TE-21+ a scope twice", "read:orders read:orders", "scope_unknown"),
                scope("TE-21+ two blanks between scopes", "read:orders  read:invoices", "scope_unknown"),
                scope("TE-21+ a good scope and a word", "read:orders admin", "scope_unknown"),
                scope("TE-19 a scope alone that the agent may not ask for", "write:payouts", "scope_not_allowed"),
                Row.of("TE-19+ a scope beside details", r -> r.with("scope", "read:orders"),
                        "400 invalid_scope scope_beside_details"));
    }

    private static String[] resources(int times) {
        return IntStream.range(0, times).mapToObj(i -> i % 2 == 0 ? RunningServer.ORDERS : RunningServer.REFUNDS)
                .toArray(String[]::new);
    }

    private static Row scope(String attack, String scope, String reason) {
        return Row.of(attack, r -> r.without(DETAILS).with("scope", scope), "400 invalid_scope " + reason);
    }

    private static Row replaced(String attack, String what, String instead, String refusal) {
        return Row.of(attack, r -> {
            if (!r.value(DETAILS).contains(what)) {
                throw new IllegalStateException("the details have no " + what);
            }
            return r.with(DETAILS, r.value(DETAILS).replace(what, instead));
        }, refusal);
    }

    /**
     * What must be accepted: a loopback redirect's port may vary, a key may be named in the form, and a parameter without
     * a value is one that was left out (RFC 6749 §3.1).
     */
    static Stream<Row> accepted(AgentInstance agent) {
        return Stream.of(
                Row.of("AC-07 a loopback's port", r -> r.with("redirect_uri", "http://127.0.0.1:51234/callback"), "201"),
                Row.of("AC-07 the other redirect_uri", r -> r.with("redirect_uri", "https://agent.example/callback"),
                        "201"),
                Row.of("DP-81+ dpop_jkt of the proof's key", r -> r.with("dpop_jkt", agent.key.jkt()), "201"),
                Row.of("DP-81+ dpop_jkt alone", r -> r.with("dpop_jkt", agent.key.jkt()).proofs(), "201"),
                Row.of("TE-27+ 20 resources", r -> r.with("resource", resources(20)), "201"),
                Row.of("RFC 6749 §3.1 an empty resource", r -> r.with("resource", ""), "201"),
                Row.of("RFC 6749 §3.1 an empty dpop_jkt beside a proof", r -> r.with("dpop_jkt", ""), "201"),
                Row.of("RFC 6749 §3.1 an empty scope beside details", r -> r.with("scope", ""), "201"),
                Row.of("RFC 6749 §3.1 an empty request and request_uri",
                        r -> r.with("request", "").with("request_uri", ""), "201"),
                Row.of("AC-17+ response_mode query", r -> r.with("response_mode", "query"), "201"),
                Row.of("TE-21+ scopes alone", r -> r.without(DETAILS).with("scope", "read:orders write:refunds-under-50"), "201"),
                Row.of("AC-15+ no state", r -> r.without("state"), "201"));
    }
}

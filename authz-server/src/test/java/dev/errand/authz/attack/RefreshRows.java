package dev.errand.authz.attack;

import java.util.Locale;
import java.util.stream.Stream;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.secret.Secrets;
import dev.errand.dpop.client.DPoPKey;

/** RT-05, RT-07, RT-19: refreshes that are refused and leave the token live. Each changes one thing of a good refresh. */
final class RefreshRows {

    private final RunningServer server;
    private final AgentInstance.Run run;

    RefreshRows(RunningServer server, AgentInstance.Run run) {
        this.server = server;
        this.run = run;
    }

    Stream<Row> rows() {
        return Stream.of(keys(), parameters(), tokens()).flatMap(rows -> rows);
    }

    private Stream<Row> keys() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        return Stream.of(
                Row.of("RT-05+ with another client's id", r -> r.with("client_id", "other-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("RT-05+ with a public client's id", r -> r.with("client_id", "public-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("RT-05 under another key", r -> r.provenBy(DPoPKey.generate()),
                        "400 invalid_grant proof_key_mismatch").byNobody(),
                Row.of("RT-05+ under another key, with the client's assertion",
                        r -> run.agent().authenticate(r).provenBy(DPoPKey.generate()),
                        "400 invalid_grant proof_key_mismatch"),
                Row.of("RT-05+ under its key, with an assertion that is none",
                        r -> run.agent().authenticate(r).with("client_assertion", "x.y.z"),
                        "401 invalid_client client_assertion"),
                Row.of("RT-05+ with another client's assertion for this client's id",
                        r -> other.authenticate(r).with("client_id", "support-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("RT-07 no proof", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("RT-07+ a proof for another endpoint",
                        r -> r.proofs(OAuthRequest.proof(server, "/oauth2/par", run.agent().key)),
                        "400 invalid_dpop_proof proof_htu"));
    }

    private static Stream<Row> parameters() {
        String scope = "400 invalid_scope parameter_not_allowed";
        String details = "400 invalid_authorization_details parameter_not_allowed";
        return Stream.of(resource("RT-19 a tool", RunningServer.ORDERS),
                resource("RT-19 a tool of nobody's", "https://x.example"),
                resource("RT-19 this server", RunningServer.ISSUER),
                Row.of("RT-19+ two resources without a value", r -> r.with("resource", "", ""),
                        "400 invalid_target resource_not_granted").naming("resource"),
                Row.of("RT-19+ an audience", r -> r.with("audience", RunningServer.ORDERS),
                        "400 invalid_target resource_not_granted").naming("audience"),
                Row.of("RT-19+ this server as audience", r -> r.with("audience", RunningServer.ISSUER),
                        "400 invalid_target resource_not_granted").naming("audience"),
                Row.of("RT-19+ another scope", r -> r.with("scope", "write:payouts"), scope).naming("scope"),
                Row.of("RT-19+ the same scope", r -> r.with("scope", "read:orders"), scope).naming("scope"),
                Row.of("RT-19+ details", r -> r.with("authorization_details", "[]"), details)
                        .naming("authorization_details"));
    }

    private static Row resource(String attack, String resource) {
        return Row.of(attack, r -> r.with("resource", resource), "400 invalid_target resource_not_granted")
                .naming("resource");
    }

    private Stream<Row> tokens() {
        String token = run.refreshToken();
        return Stream.of(unknown("RT-01+ a token of nobody's", "unknown"), unknown("RT-01+ cut short", token.substring(1)),
                unknown("RT-01+ in upper case", token.toUpperCase(Locale.ROOT) + "x"),
                unknown("RT-01+ with a space", token + " "), unknown("RT-01+ with a line break", token + "\r\n"),
                unknown("RT-01+ 10,000 letters", "r".repeat(10_000)),
                unknown("RT-01+ its own hash", Secrets.hash(token)),
                unknown("RT-01+ the run token", run.token()),
                Row.of("RT-01+ no token", r -> r.without("refresh_token"), "400 invalid_request parameter_missing")
                        .byNobody(),
                Row.of("RT-01+ an empty token", r -> r.with("refresh_token", ""),
                        "400 invalid_request parameter_missing").byNobody(),
                Row.of("RT-01+ two tokens", r -> r.with("refresh_token", token, "x"),
                        "400 invalid_request parameter_repeated").byNobody());
    }

    private static Row unknown(String attack, String token) {
        return Row.of(attack, r -> r.with("refresh_token", token), "400 invalid_grant refresh_unknown").byNobody();
    }
}

package dev.errand.authz.attack;

import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;

/** Requests for a run out of another one, each good but for one change (RFC 8693 §2.1, §2.2.2). */
final class ChildRunRows {

    private static final String DETAILS = "authorization_details";
    private static final String INVALID = "400 invalid_request ";
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";

    private final RunningServer server;
    private final AgentInstance.Run parent;
    private final AgentInstance.Run other;
    private final ChildKey child = new ChildKey();

    ChildRunRows(RunningServer server, AgentInstance.Run parent, AgentInstance.Run other) {
        this.server = server;
        this.parent = parent;
        this.other = other;
    }

    Stream<Row> rows() {
        return Stream.of(parameters(), headers(), claims(), times(), targets(), ceilings(), budgets()).flatMap(rows -> rows);
    }

    private Stream<Row> parameters() {
        return Stream.of(
                Row.of("TX-17 no actor token", r -> r.without("actor_token"), INVALID + "parameter_missing"),
                Row.of("TX-17 an actor token without its type", r -> r.without("actor_token_type"),
                        INVALID + "parameter_missing"),
                Row.of("TX-17+ neither of them", r -> r.without("actor_token").without("actor_token_type"),
                        INVALID + "parameter_missing"),
                Row.of("TX-17+ an actor token as an access token",
                        r -> r.with("actor_token_type", AgentInstance.ACCESS_TOKEN), INVALID + "token_type_unsupported"),
                Row.of("TX-17+ an actor token as a SAML assertion", r -> r.with("actor_token_type", TYPES + "saml2"),
                        INVALID + "token_type_unsupported"),
                Row.of("TX-09+ an actor for a credential", r -> r.without("requested_token_type"),
                        INVALID + "actor_token_not_allowed"),
                Row.of("TX-09+ a scope beside the details", r -> r.with("scope", "read:orders"),
                        INVALID + "parameter_not_allowed"),
                Row.of("TX-07 a credential as the subject",
                        r -> r.with("subject_token", parent.exchangeOrder().send().text("access_token")),
                        INVALID + "token_not_a_run_token"),
                Row.of("TX-03+ proved by the child's key", r -> r.provenBy(child.key), INVALID + "proof_key_mismatch")
                        .byNobody());
    }

    private Stream<Row> headers() {
        String malformed = INVALID + "actor_token_malformed";
        return Stream.of(token("TX-17 no token at all", "x", malformed),
                token("TX-17+ the subject token as actor", parent.token(), malformed),
                token("TX-07+ a client assertion as actor", parent.agent().assertion(), malformed),
                token("TX-07+ a proof by the child as actor", OAuthRequest.proof(server, "/oauth2/token", child.key), malformed),
                token("TX-17+ without a type", signed(child.header().type(null).build()), malformed),
                token("TX-17+ of the type JWT", signed(child.header().type(JOSEObjectType.JWT).build()), malformed),
                token("TX-17+ without its key", signed(child.header().jwk(null).build()), malformed),
                token("TX-17+ a critical header", signed(child.header().criticalParams(Set.of("exp"))
                        .customParam("exp", 1).build()), malformed),
                token("TX-17+ signed by another key", new ChildKey().sign(child.header().build(), good()),
                        INVALID + "actor_token_signature"),
                token("TX-17+ a signature cut", cut(child.actorToken(parent)), INVALID + "actor_token_signature"));
    }

    private static String cut(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1) + "AA";
    }

    private JWTClaimsSet good() {
        return ChildKey.claims(parent, _ -> {});
    }

    private String signed(JWSHeader header) {
        return child.sign(header, good());
    }

    private Stream<Row> claims() {
        return Stream.of(
                claim("TX-05+ for another server", c -> c.audience("https://other.example"), "actor_token_audience"),
                claim("TX-05+ for this server and another",
                        c -> c.audience(List.of(RunningServer.ISSUER, "https://other.example")), "actor_token_audience"),
                claim("TX-05+ for the token endpoint", c -> c.audience(RunningServer.ISSUER + "/oauth2/token"),
                        "actor_token_audience"),
                claim("TX-05+ for this server with a slash", c -> c.audience(RunningServer.ISSUER + "/"),
                        "actor_token_audience"),
                claim("TX-05+ for nobody", c -> c.audience((String) null), "actor_token_audience"),
                claim("TX-17 another client's", c -> c.subject("other-agent"), "actor_token_client"),
                claim("TX-17+ nobody's", c -> c.subject(null), "actor_token_client"),
                claim("TX-17+ for another run of the agent", c -> c.claim("run_id", other.runId()), "actor_token_run"),
                claim("TX-17+ for no run", c -> c.claim("run_id", null), "actor_token_run"),
                claim("TX-17+ for several runs", c -> c.claim("run_id", List.of(parent.runId())), "actor_token_malformed"),
                claim("TX-17+ without an id", c -> c.jwtID(null), "actor_token_malformed"),
                claim("TX-17+ with a blank id", c -> c.jwtID(" "), "actor_token_malformed"),
                claim("TX-17+ with a long id", c -> c.jwtID("x".repeat(257)), "actor_token_malformed"));
    }

    private Stream<Row> times() {
        String expired = "actor_token_expired";
        return Stream.of(claim("TX-17 expired", c -> c.issueTime(at(-60)).expirationTime(at(0)), expired),
                claim("TX-17+ without an end", c -> c.expirationTime(null), expired),
                claim("TX-17+ without a beginning", c -> c.issueTime(null), expired),
                claim("TX-17+ good for 61 s", c -> c.expirationTime(at(61)), expired),
                claim("TX-17+ issued ahead", c -> c.issueTime(at(6)), expired),
                claim("TX-17+ not yet good", c -> c.notBeforeTime(at(6)), expired));
    }

    private Date at(int seconds) {
        return Date.from(server.clock.instant().plusSeconds(seconds));
    }

    private Row claim(String attack, Consumer<JWTClaimsSet.Builder> change, String reason) {
        return Row.of(attack, r -> r.with("actor_token", child.actorToken(parent, change)), INVALID + reason);
    }

    private static Row token(String attack, String token, String refusal) {
        return Row.of(attack, r -> r.with("actor_token", token), refusal);
    }

    private static Stream<Row> targets() {
        return Stream.of(
                Row.of("TX-13+ no resource", r -> r.without("resource"), "400 invalid_target resource_missing"),
                Row.of("TX-13+ a tool", r -> r.with("resource", RunningServer.REFUNDS),
                        "400 invalid_target resource_not_this_server"),
                Row.of("TX-13+ the administration", r -> r.with("resource", RunningServer.ISSUER + "/admin/api"),
                        "400 invalid_target resource_not_this_server"),
                Row.of("TE-27 this server and a tool", r -> r.with("resource", RunningServer.ISSUER, RunningServer.REFUNDS),
                        "400 invalid_target resource_repeated"),
                Row.of("TE-29 another audience", r -> r.with("audience", RunningServer.REFUNDS),
                        "400 invalid_target audience_not_the_resource"));
    }

    private static Stream<Row> ceilings() {
        String tooWide = "400 invalid_authorization_details wider_than_ceiling";
        String malformed = "400 invalid_authorization_details details_malformed";
        return Stream.of(Row.of("TE-31+ no details", r -> r.without(DETAILS), malformed),
                Row.of("TE-31+ details of a call", r -> r.with(DETAILS, ToolCall.details(ToolCall.ORDER)), malformed),
                details("TE-37+ two runs", one -> "[" + one.substring(1, one.length() - 1) + "," + one.substring(1), malformed),
                details("TE-37+ a member nobody knows", one -> one.replace("\"purpose\"", "\"parent\":\"x\",\"purpose\""),
                        malformed),
                details("TE-37+ an empty ceiling",
                        one -> one.replaceAll("\"ceiling\":\\[.*],\"budget\"", "\"ceiling\":[],\"budget\""),
                        malformed),
                asked("TE-19 a scope that the parent does not have", "400 invalid_scope scope_outside_ceiling", 1, "",
                        ToolCall.INVOICE),
                asked("TE-19+ such a scope beside a good one", "400 invalid_scope scope_outside_ceiling", 1, "", ToolCall.ORDER,
                        ToolCall.INVOICE),
                asked("TE-37+ another order", tooWide, 1, "", ToolCall.ORDER.on("order-1")).naming("identifier"),
                asked("TE-33 above the parent's limit", tooWide, 1, "0.01", ToolCall.refund("40.01")).naming("amount"),
                asked("TE-33+ above the registered limit", tooWide, 1, "0.01", ToolCall.refund("50.01")).naming("amount"),
                details("TE-35 another currency", one -> one.replace("USD", "EUR"), tooWide).naming("amount"),
                details("TE-37+ another tool", one -> one.replace("{\"scope\"",
                        "{\"locations\":[\"https://orders.example\"],\"scope\""), tooWide),
                details("TE-37+ another action", one -> one.replace("{\"scope\"", "{\"actions\":[\"delete-refund\"],\"scope\""),
                        tooWide));
    }

    private static Stream<Row> budgets() {
        String tooMuch = "400 access_denied budget_exceeded";
        String missing = "400 invalid_authorization_details budget_missing";
        return Stream.of(asked("TE-33+ more calls than are left", tooMuch, 11, "0.01", ToolCall.refund("0.01")),
                asked("TE-33+ more money than is left", tooMuch, 1, "50.01", ToolCall.refund("0.01")),
                details("TE-33+ no budget", one -> one.replaceAll(",\"budget\":\\{.*}", "}"), missing),
                asked("TE-33+ money without a total", missing, 1, "", ToolCall.refund("0.01")),
                asked("TE-33+ a total without money", "400 invalid_authorization_details budget_without_limit", 1, "0.01",
                        ToolCall.ORDER),
                details("TE-33+ no calls", one -> one.replace("\"max_calls\":1", "\"max_calls\":0"),
                        "400 invalid_authorization_details details_malformed"));
    }

    private static Row asked(String attack, String refusal, int calls, String dollars, ToolCall... ceiling) {
        return Row.of(attack, r -> r.with(DETAILS, ToolCall.run(calls, dollars, ceiling)), refusal);
    }

    private static Row details(String attack, UnaryOperator<String> change, String refusal) {
        return Row.of(attack, r -> r.with(DETAILS, changed(r.value(DETAILS), change)), refusal);
    }

    private static String changed(String details, UnaryOperator<String> change) {
        String spoilt = change.apply(details);
        if (spoilt.equals(details)) {
            throw new IllegalStateException("nothing is spoilt in " + details);
        }
        return spoilt;
    }
}

package dev.errand.authz.attack;

import java.util.stream.Stream;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;

/**
 * TX-09 to TX-19 and TE-19 to TE-39: what is asked for in exchange for a good run token. Each changes one thing of a
 * good request for a refund of one cent.
 */
final class ExchangeRows {

    private static final String DETAILS = "authorization_details";
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";

    private final AgentInstance.Run run;

    ExchangeRows(AgentInstance.Run run) {
        this.run = run;
    }

    /** Of an amount that the budget counts nothing is taken that was not asked for. */
    private static Stream<Row> unstated() {
        String open = "400 invalid_authorization_details details_not_pinned";
        return Stream.of(Row.of("TE-33+ no details of an amount", r -> r.without(DETAILS), open).naming("amount"),
                Row.of("TE-33+ details without the amount",
                        r -> r.with(DETAILS, r.value(DETAILS).replaceFirst(",\"limits\":\\{.*?\\}\\}", "")), open)
                        .naming("amount"),
                Row.of("TE-33+ details without a limit", r -> r.with(DETAILS,
                        r.value(DETAILS).replaceFirst("\"limits\":\\{.*?\\}\\}", "\"limits\":{}")), open).naming("amount"));
    }

    Stream<Row> rows() {
        return Stream.of(unstated(), kinds(), actors(), targets(), scopes(), details(), amounts()).flatMap(rows -> rows);
    }

    private static Stream<Row> kinds() {
        return Stream.of(TYPES + "refresh_token", TYPES + "id_token", TYPES + "saml2", TYPES + "saml1", TYPES + "jwt",
                "urn:errand:token-type:Run", "access_token").map(
                        type -> Row.of("TX-09 asks for a " + type,
                                r -> r.with("requested_token_type", type), "400 invalid_request token_type_unsupported"));
    }

    private Stream<Row> actors() {
        String refused = "400 invalid_request actor_token_not_allowed";
        return Stream.of(Row.of("TX-17 an actor token without its type", r -> r.with("actor_token", "x"), refused)
                .naming("actor_token"),
                Row.of("TX-17 an actor token type without a token",
                        r -> r.with("actor_token_type", TYPES + "jwt"), refused).naming("actor_token_type"),
                Row.of("TX-17 another client's token as actor", r -> r.with("actor_token", run.agent().assertion())
                        .with("actor_token_type", TYPES + "jwt"), refused),
                Row.of("TX-17+ the subject token as actor", r -> r.with("actor_token", run.token())
                        .with("actor_token_type", AgentInstance.ACCESS_TOKEN), refused));
    }

    private static Stream<Row> targets() {
        return Stream.of(
                Row.of("TX-13+ no resource", r -> r.without("resource"), "400 invalid_target resource_missing"),
                Row.of("TX-13+ an audience for a resource",
                        r -> r.without("resource").with("audience", RunningServer.REFUNDS),
                        "400 invalid_target resource_missing"),
                Row.of("TX-13 another tool", r -> r.with("resource", RunningServer.ORDERS),
                        "400 invalid_target location_mismatch"),
                Row.of("TX-13 another tool, not contradicted by the details",
                        r -> r.with("resource", RunningServer.ORDERS).without(DETAILS),
                        "400 invalid_target resource_not_the_scopes"),
                Row.of("TX-13 the other tool in the details", r -> replaced(r, RunningServer.REFUNDS, RunningServer.ORDERS),
                        "400 invalid_target location_mismatch"),
                unknown("TX-13+ a tool that nobody registered", "https://evil.example"),
                unknown("TX-13+ a tool with a slash", RunningServer.REFUNDS + "/"),
                unknown("TX-13+ a tool in upper case", "https://REFUNDS.example"),
                unknown("TX-13+ this server", RunningServer.ISSUER),
                unknown("TX-13+ a tool and a line break", RunningServer.REFUNDS + "\r\nx"),
                Row.of("TE-27 two resources", r -> r.with("resource", RunningServer.REFUNDS, RunningServer.ORDERS),
                        "400 invalid_target resource_repeated"),
                Row.of("TE-27 the same resource twice",
                        r -> r.with("resource", RunningServer.REFUNDS, RunningServer.REFUNDS),
                        "400 invalid_target resource_repeated"),
                Row.of("TE-27 two audiences", r -> r.with("audience", RunningServer.REFUNDS, RunningServer.REFUNDS),
                        "400 invalid_target audience_not_the_resource"),
                Row.of("TE-29 another audience", r -> r.with("audience", RunningServer.ORDERS),
                        "400 invalid_target audience_not_the_resource"));
    }

    private static Row unknown(String attack, String resource) {
        return Row.of(attack, r -> r.with("resource", resource).without(DETAILS), "400 invalid_target resource_unknown");
    }

    private static Stream<Row> scopes() {
        Stream<Row> unknown = Stream.of("*", "write:*", "write:refunds-under-*", "write", "write:refunds-under-50 ",
                "WRITE:refunds-under-50", "write:refunds-under-5", "write:refunds-under-500",
                "wr\u0456te:refunds-under-50", "\uff57rite:refunds-under-50", "write:refunds\u200d-under-50",
                "write:refunds-under-50\u0301", "write:nothing", "offline_access", "openid", "a\r\nb")
                .filter(scope -> scope.indexOf(' ') < 0)
                .map(scope -> Row.of("TE-21 TE-23 " + scope.strip(), r -> r.with("scope", scope).without(DETAILS),
                        "400 invalid_scope scope_unknown"));
        Stream<Row> several = Stream.of("write:refunds-under-50 admin", " write:refunds-under-50",
                "write:refunds-under-50 ", "write:refunds-under-50  read:orders", "write:refunds-under-50\tread:orders")
                .map(scope -> Row.of("TE-21 TE-21+ \"" + scope + "\"", r -> r.with("scope", scope),
                        "400 invalid_scope scope_unknown"));
        return Stream.of(unknown, several, Stream.of(
                Row.of("TE-21+ a scope twice",
                        r -> r.with("scope", "write:refunds-under-50 write:refunds-under-50"),
                        "400 invalid_scope scope_repeated"),
                Row.of("TE-25+ scopes of two tools",
                        r -> r.with("scope", "write:refunds-under-50 read:orders"),
                        "400 invalid_scope scopes_of_several_tools"),
                Row.of("TE-25+ more scopes than there may be details",
                        r -> r.with("scope", "read:o-" + String.join(" read:o-", "abcdefghijklmnopq".split(""))),
                        "400 invalid_scope composition_not_registered"),
                Row.of("TE-21+ no scope", r -> r.without("scope"), "400 invalid_scope scope_missing"),
                Row.of("TE-19 a scope outside the agent's registration",
                        r -> r.with("scope", "write:payouts").without(DETAILS), "400 invalid_scope scope_not_allowed"),
                Row.of("TE-19+ details of another scope",
                        r -> replaced(r, "\"write:refunds-under-50\"", "\"read:orders\""),
                        "400 invalid_authorization_details scope_mismatch")))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> details() {
        Stream<Row> malformed = Stream.of(
                malformed("TE-31 an unknown type", "tool_call", "payment"),
                malformed("TE-31+ details of a run", "tool_call", "agent_run"),
                malformed("TE-31+ no type", "\"type\":\"tool_call\",", ""),
                malformed("TX-19 an actor in the details", "{\"type\"", "{\"act\":{\"sub\":\"x\"},\"type\""),
                malformed("TX-19+ a key in the details", "{\"type\"", "{\"cnf\":{\"jkt\":\"x\"},\"type\""),
                malformed("TX-19+ an end in the details", "{\"type\"", "{\"exp\":1,\"type\""),
                malformed("TE-37+ a member nobody knows", "\"limits\":{", "\"limits\":{\"__proto__\":{},"),
                malformed("TE-39 an amount twice", "\"max\":", "\"max\":\"1.00\",\"max\":"),
                malformed("TE-39 the scope twice", "\"scope\":", "\"scope\":\"read:orders\",\"scope\":"),
                malformed("TE-39+ text after the details", "}]", "}] x"),
                malformed("TE-39+ no list", "[{", "{"), malformed("TE-39+ an empty list", "{", "{]"),
                malformed("TE-39+ two actions", "[\"create-refund\"]", "[\"create-refund\",\"create-refund\"]"),
                malformed("TE-39+ an identifier with a path", "order-12345", "order-12345/../order-1\\u0000"));
        return Stream.concat(malformed, Stream.of(
                Row.of("TE-37 two elements", r -> twice(r, "0.01"),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("TE-37 one amount split into two elements", r -> twice(r, "30.00"),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("TE-37+ another order", r -> replaced(r, "order-12345", "order-1"),
                        "400 invalid_authorization_details wider_than_ceiling"),
                Row.of("TE-37+ another action", r -> replaced(r, "create-refund", "delete-refund"),
                        "400 invalid_authorization_details wider_than_registered")));
    }

    private static Stream<Row> amounts() {
        String malformed = "400 invalid_authorization_details details_malformed";
        String tooMuch = "400 invalid_authorization_details wider_than_registered";
        Stream<Row> unreadable = Stream.of("\"-1.00\"", "\"1e1\"", "1.00", "\"1,00\"", "\"01.00\"", "\".50\"", "\"1.001\"",
                "\"\u0661\"", "\"\"", "null", "[\"1.00\"]", "\"NaN\"", "\"1.00 \"", "\"" + "9".repeat(19) + "\"")
                .map(max -> Row.of("TE-33+ an amount of " + max, r -> amount(r, max, "\"USD\""), malformed));
        Stream<Row> currencies = Stream.of("\"usd\"", "\"USD \"", "\"U\u0405D\"", "\"\"", "[\"USD\"]", "null",
                "\"USD\",\"currency\":\"EUR\"").map(
                        currency -> Row.of("TE-35 a currency of " + currency,
                                r -> amount(r, "\"0.01\"", currency), malformed));
        return Stream.of(unreadable, currencies, Stream.of(
                Row.of("TE-33 above the registered limit", r -> amount(r, "\"50.01\"", "\"USD\""), tooMuch),
                Row.of("TE-33 above the user's limit", r -> amount(r, "\"40.01\"", "\"USD\""),
                        "400 invalid_authorization_details wider_than_ceiling"),
                Row.of("TE-35 another currency", r -> amount(r, "\"0.01\"", "\"EUR\""), tooMuch),
                Row.of("TE-35+ no currency", r -> replaced(r, ",\"currency\":\"USD\"", ""), malformed)))
                .flatMap(rows -> rows);
    }

    private static Row malformed(String attack, String what, String instead) {
        return Row.of(attack, r -> replaced(r, what, instead), "400 invalid_authorization_details details_malformed");
    }

    private static OAuthRequest replaced(OAuthRequest request, String what, String instead) {
        String details = request.value(DETAILS);
        if (!details.contains(what)) {
            throw new IllegalStateException("the details have no " + what);
        }
        return request.with(DETAILS, details.replace(what, instead));
    }

    private static OAuthRequest twice(OAuthRequest request, String max) {
        String details = amount(request, "\"" + max + "\"", "\"USD\"").value(DETAILS);
        String element = details.substring(1, details.length() - 1);
        return request.with(DETAILS, "[" + element + "," + element + "]");
    }

    private static OAuthRequest amount(OAuthRequest request, String max, String currency) {
        return replaced(request, "\"max\":\"0.01\",\"currency\":\"USD\"", "\"max\":" + max + ",\"currency\":" + currency);
    }
}

package dev.errand.authz.attack;

import java.util.Locale;
import java.util.stream.Stream;

import dev.errand.authz.running.AgentInstance;

/** TE-13 to TE-17 and TE-41: the request itself, whatever it asks for. Each changes one thing of a good exchange. */
final class TokenRequestRows {

    private static final String FORM = "application/x-www-form-urlencoded";

    private TokenRequestRows() {}

    static Stream<Row> rows() {
        return Stream.of(grants(), repeated(), repeatedWithoutValue(), types(), forms()).flatMap(rows -> rows);
    }

    private static Stream<Row> grants() {
        Stream<Row> unknown = Stream.of("password", "implicit", " authorization_code",
                "authorization_code ", "Authorization_Code", AgentInstance.EXCHANGE.toUpperCase(Locale.ROOT),
                "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:openid:params:grant-type:ciba", "refresh_token,authorization_code", "x".repeat(10_000))
                .map(grant -> Row.of("TE-13 " + grant.substring(0, Math.min(60, grant.length())),
                        r -> r.with("grant_type", grant),
                        "400 unsupported_grant_type grant_type_unsupported").byClient());
        return Stream.concat(unknown, Stream.of(
                Row.of("TE-13 no grant_type", r -> r.without("grant_type"),
                        "400 invalid_request parameter_missing").byNobody(),
                Row.of("TE-13 an empty grant_type", r -> r.with("grant_type", ""),
                        "400 invalid_request parameter_missing").byNobody()));
    }

    private static Stream<Row> repeated() {
        return Stream.of("grant_type", "client_id", "client_assertion", "client_assertion_type", "scope",
                "subject_token", "subject_token_type", "requested_token_type", "authorization_details", "code",
                "code_verifier", "redirect_uri", "refresh_token", "actor_token", "whatever").map(
                        name -> Row.of(
                                "TE-15 " + name + " twice", r -> r.with(name, "a", "a"), "400 invalid_request parameter_repeated")
                                .byNobody());
    }

    /** RFC 6749 §3.2: without a value it counts as left out, and twice as sent twice. */
    private static Stream<Row> repeatedWithoutValue() {
        return Stream.of("grant_type", "scope", "subject_token", "whatever").map(
                name -> Row.of("TE-15+ " + name + " twice, once without a value", r -> r.with(name, "", "a"),
                        "400 invalid_request parameter_repeated").byNobody());
    }

    private static Stream<Row> types() {
        return Stream.of("application/json", "multipart/form-data; boundary=x", "text/plain", FORM + ";charset=utf-7",
                FORM + "; charset=ISO-8859-1", "application/x-www-form-urlencoded2", "*/*", "x").map(
                        type -> Row.of(
                                "TE-17 " + type, r -> r.header("Content-Type", type), "400 invalid_request content_type")
                                .byNobody());
    }

    private static Stream<Row> forms() {
        String malformed = "400 invalid_request parameter_malformed";
        return Stream.of(
                Row.of("TE-17+ a query string", r -> r.query("scope=x"), "400 invalid_request query_not_allowed")
                        .byNobody(),
                Row.of("TE-17+ the grant in the query string", r -> r.without("grant_type").query("grant_type=x"),
                        "400 invalid_request query_not_allowed").byNobody(),
                Row.of("TE-15+ 65 parameters", r -> {
                    for (int i = 0; i < 65; i++) {
                        r.with("p" + i, "x");
                    }
                    return r;
                }, "400 invalid_request too_many_parameters").byNobody(),
                Row.of("TE-15+ 33 KB in one parameter", r -> r.with("scope", "s".repeat(33 * 1024)), malformed).byNobody(),
                Row.of("TE-15+ a null byte", r -> r.with("scope", "a\0b"), malformed).byNobody(),
                Row.of("TE-15+ undecodable UTF-8", r -> r.with("scope", "\ufffd"), malformed).byNobody(),
                Row.of("TE-41 a client_id with a line break", r -> r.with("client_id", "support-agent\r\nx"),
                        "401 invalid_client client_mismatch"));
    }
}

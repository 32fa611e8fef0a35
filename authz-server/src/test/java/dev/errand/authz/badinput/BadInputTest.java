package dev.errand.authz.badinput;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.badinput.AgentForms.Good;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Bad input to every endpoint of the whole server, all of them found by asking the server. */
class BadInputTest {

    private static final Badness NOTHING = Badness.odd("untouched", r -> r);

    private static RunningServer server;
    private static Callers callers;
    private static Endpoints endpoints;

    private Barrage barrage;

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.POSTGRESQL.newUrl());
        callers = new Callers(server);
        endpoints = Endpoints.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        barrage = new Barrage(server);
    }

    /** Every test ends so: nothing was wrong with any answer. */
    @AfterEach
    void disconnect() {
        barrage.close();
        assertThat(String.join("\n", barrage.wrong())).isEmpty();
    }

    @Test
    void noEndpointFailsOnAnyKindOfBadInput() {
        List<Badness> kinds = Badness.all().toList();
        barrage.send(endpoints.all(), callers.all(), kinds, Rounds.of(8, 1));
        System.out.printf("Bad input: %s, %d kinds, %d requests%n", endpoints, kinds.size(), barrage.sent());
    }

    @Test
    void bodiesOfMegabytesAreNotRead() {
        Caller agent = AgentForms.good(callers, endpoints.all()).getFirst().caller();
        Caller tool = new Caller("tool", true, _ -> true, _ -> callers.report("[]"));
        for (Badness kind : BadBodies.huge()) {
            barrage.send(endpoints.at("POST /oauth2/token"), agent, kind);
            barrage.send(endpoints.at("POST /ledger/tool-calls"), tool, kind);
        }
    }

    static Stream<Good> forms() {
        return AgentForms.good(callers, endpoints.all()).stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormThatCannotBeReadHasItsRow(Good good) {
        for (AgentForms.Row row : AgentForms.rows()) {
            WireReply reply = barrage.send(good.endpoint(), good.caller(), row.badness());
            barrage.expect(good.name() + ", " + row.badness(), reply.refusal(), row.answer());
        }
        expectUntouched(good);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyParameterThatIsMissingRepeatedOrElsewhereHasItsRow(Good good) {
        for (String name : good.parameters()) {
            boolean mayRepeat = name.equals("resource");
            expect(good, name + " missing", good.with(r -> r.without(name)), good.missing().getOrDefault(name, "20[01]  "));
            expect(good, name + " empty", good.with(r -> r.with(name, "")), good.missing().getOrDefault(name, "20[01]  "));
            expect(good, name + " twice", good.with(r -> r.with(name, r.value(name), r.value(name))),
                    mayRepeat ? "400 invalid_target resource_repeated" : "400 invalid_request parameter_repeated");
            expect(good, name + " with NUL", good.with(r -> r.with(name, r.value(name) + "\0")),
                    "400 invalid_request parameter_malformed");
            expect(good, name + " of 33 KB", good.with(r -> r.with(name, "x".repeat(33_000))),
                    "400 invalid_request parameter_malformed");
            BadParameters.VALUES.forEach(value -> barrage.send(good.endpoint(), good.with(r -> r.with(name, value)),
                    Badness.odd(name + "=" + BadBodies.visible(value), r -> r)));
        }
        expect(good, "a parameter that nobody knows", good.with(r -> r.with("frob", "1")), good.answer());
        expectUntouched(good);
    }

    private WireReply expect(Good good, String what, Caller caller, String answer) {
        WireReply reply = barrage.send(good.endpoint(), caller, Badness.odd(what, r -> r));
        barrage.expect(good.name() + ", " + what, reply.refusal(), answer);
        return reply;
    }

    private void expectUntouched(Good good) {
        WireReply reply = barrage.send(good.endpoint(), good.caller(), NOTHING);
        barrage.expect(good.name(), reply.refusal(), good.answer());
    }

    @Test
    void tokensThatAreNoneAreRefusedWhereverTheyAreShown() {
        String identity = "\"iss\":\"support-agent\",\"sub\":\"support-agent\",\"aud\":\"" + RunningServer.ISSUER + "\"";
        for (Good good : AgentForms.good(callers, endpoints.all()).subList(0, Rounds.of(1, 5))) {
            BadTokens.all(server.agentKey, "JWT", identity).forEach(token -> {
                expect(good, "assertion " + token, good.with(r -> r.with("client_assertion", token)), "401 invalid_client .*");
                if (good.name().equals("exchange")) {
                    expect(good, "subject " + token, good.with(r -> r.with("subject_token", token)), "400 invalid_request .*");
                }
            });
            BadTokens.all(server.agentKey, "dpop+jwt", identity).forEach(token -> expect(good, "proof " + token,
                    good.with(r -> r.proofs(token)), "400 (invalid_dpop_proof|use_dpop_nonce|invalid_request) .*"));
        }
    }

    @Test
    void tokensThatAreNoneAreRefusedAsAuthorization() {
        String identity = "\"iss\":\"" + Callers.TOOL + "\",\"sub\":\"" + Callers.TOOL + "\",\"aud\":\"" + RunningServer.ISSUER
                + "\"";
        for (Endpoint endpoint : endpoints.all().stream().filter(Endpoint::keepsBooks).filter(one -> !one.isProtocol())
                .toList()) {
            Stream.of("JWT", "at+jwt").flatMap(typ -> BadTokens.all(callers.toolKey, typ, identity)).forEach(token -> {
                String what = endpoint.path() + " " + token;
                Caller caller = new Caller("shows", true, _ -> true, _ -> callers.shows(endpoint, token));
                WireReply reply = barrage.send(endpoint, caller, Badness.refused(what, r -> r));
                barrage.expect(what, reply.refusal(), "401 invalid_(token|dpop_proof) .*");
            });
        }
    }

    @Test
    void detailsThatAreSpoiltAnywhereAreRefusedAndNameTheMember() {
        for (Good good : AgentForms.good(callers, endpoints.all()).stream()
                .filter(one -> one.parameters().contains("authorization_details")).toList()) {
            String document = good.request().get().value("authorization_details");
            SpoiltJson spoilt = new SpoiltJson(barrage);
            List<BadJson> places = BadJson.of(document, "authorization_details");
            IntStream.range(0, places.size()).filter(i -> i % Rounds.of(6, 1) == 0)
                    .forEach(i -> spoilt.details(good, places.get(i)));
            BadBodies.texts().stream().filter(text -> !text.isBlank())
                    .forEach(text -> spoilt.details(good, new BadJson("authorization_details", "= " + text, text)));
            BadJson.several(document, "authorization_details", 42, Rounds.of(5, 1_000)).forEach(bad -> expect(good,
                    bad.kind(), good.with(r -> r.with("authorization_details", bad.text())), "20[01] .*|400 invalid_.*"));
            expectUntouched(good);
        }
    }

    @Test
    void reportsThatAreSpoiltAnywhereAreRefusedOneByOneAndNameTheMember() {
        String item = """
                {"execution_id":"e-1","credential_id":"c-1","run_id":"run-1","scope":"read:orders","action":"read-order",\
                "identifier":"order-12345","parameter_digest":"x","outcome":"refused","reason":"wrong_audience",\
                "started_at":"2030-05-05T12:00:00Z","ended_at":"2030-05-05T12:00:01Z"}""";
        Endpoint reports = endpoints.at("POST /ledger/tool-calls");
        BadJson.of(item, "[0]").forEach(bad -> new SpoiltJson(barrage).report(reports, bad, callers::report));
    }

    @Test
    void aLoginThatMakesNoSenseIsAFailedLogin() {
        Endpoint login = endpoints.at("POST /login");
        String good = "username=alice&password=";
        for (String form : List.of(good, "", "username=%00&password=%00", good + "%00", good + "x".repeat(73), good + "%EF%BF%BF",
                good + "a&username=admin", "username=" + "x".repeat(9_000) + "&password=x", "username=%zz&password=x")) {
            Caller browser = new Caller("browser", false, _ -> true, one -> callers.nobody(one).form(form));
            barrage.send(login, browser, Badness.refused(form, r -> r));
        }
    }

    @Test
    void theMetadataNamesNoEndpointThatWasNotFound() {
        Set<String> paths = endpoints.all().stream().map(Endpoint::path).collect(Collectors.toSet());
        WireReply metadata = barrage.send(endpoints.at("GET /.well-known/oauth-authorization-server"), Caller.anonymous(),
                NOTHING);
        List<String> named = metadata.json().orElseThrow().properties().stream()
                .filter(one -> one.getKey().endsWith("_endpoint") || one.getKey().endsWith("_uri"))
                .map(one -> one.getValue().asString().substring(RunningServer.ISSUER.length())).toList();
        assertThat(named).hasSize(7).allMatch(paths::contains);
    }

    @Test
    void aSpoiltConsentFormGrantsNothing() {
        SpoiltConsents consents = new SpoiltConsents(callers.agent, BrowserUser.alice(server), barrage);
        Set<String> fields = consents.fields();
        assertThat(fields).contains("client_id", "request_uri", "ends_at", "decision", "scope.0", "total.amount");
        fields.forEach(consents::spoil);
        barrage.expect("untouched", consents.untouched(), RunningServer.REDIRECT_URI + "\\?code=.*");
    }

    @Test
    void aRefusalAtTheRunEndpointIsARowOfTheRunWhoseTokenWasShown() {
        Endpoint run = endpoints.at("GET /run");
        Caller caller = new Caller("run", true, _ -> true, _ -> callers.showRun());
        barrage.expect("untouched", "" + barrage.send(run, caller, NOTHING).status(), "200");
        WireReply reply = barrage.send(run, caller, Badness.refused("no proof", r -> r.without("DPoP")));
        barrage.expect("no proof", reply.refusal(), "401 invalid_dpop_proof proof_missing");
        assertThat(server.jdbc().sql("""
                select endpoint, agent, subject, error, reason from refusal where run_id = ? order by refusal_id desc limit 1
                """).param(callers.run.runId()).query().singleRow().values()).containsExactly("/run", "support-agent",
                "user-678", "invalid_dpop_proof", "proof_missing");
        barrage.send(run, caller, Badness.refused("no token", r -> r.without("Authorization")));
        assertThat(barrage.written()).isEqualTo(new Books(0, 0, 1, 0));
    }

    /** Who asks it is a program: whatever is wrong comes in the one form that it knows. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"/tools/a;b=c, -, 400", "/tools//a, -, 400", "/agents, enabled=%zz, 400",
        "/agents, limit=0, 400",
        "/agents/nothing, -, 404"})
    void theAdministrationApiSaysByAProblemWhatItCannotRead(String path, @Nullable String query, int status) {
        Endpoint list = endpoints.at("GET /admin/api/v1/agents");
        Caller administrator = new Caller("administrator", false, _ -> true, callers::administrator);
        barrage.expect("untouched", "" + barrage.send(list, administrator, NOTHING).status(), "200");
        WireReply reply = barrage.send(list, administrator, Badness.odd(path + " " + query,
                r -> r.target("/admin/api/v1" + path + (query == null ? "" : "?" + query))));
        barrage.expect(path, reply.status() + " " + reply.header("Content-Type") + " " + reply.member("reason"),
                status + " application/problem\\+json [a-z_]+");
    }

    @Test
    void whatWasDoneIsNotDeniedBecauseOfTheFormOfItsAnswer() {
        String runId = callers.agent.run(BrowserUser.alice(server)).runId();
        Endpoint revoke = endpoints.at("POST /admin/api/v1/runs/{runId}/revoke");
        Caller administrator = new Caller("administrator", false, _ -> true,
                one -> callers.administrator(one).target(one.path().replace("{runId}", runId)));
        WireReply reply = barrage.send(revoke, administrator, Badness.odd("as a picture", r -> r.header("Accept", "image/png")));
        barrage.expect("revocation", reply.status() + " " + reply.member("run_id"), "200 " + runId);
    }
}

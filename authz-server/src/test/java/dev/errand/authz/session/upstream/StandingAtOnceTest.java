package dev.errand.authz.session.upstream;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Many exchanges of one session at the same moment are one question to the Keycloak behind it. */
class StandingAtOnceTest {

    private static final String ALICE = UpstreamServer.ALICE_THERE;
    private static final int CALLERS = 64;

    /** The provider takes so long that all of them are there before it answers. */
    private static final int SLOWLY = 1_000;

    private static UpstreamServer upstream;
    private static StandInRealm realm;

    @BeforeAll
    static void start() {
        Map<String, Object> properties = new HashMap<>(StandInRealm.properties("op"));
        properties.putAll(Map.of("errand.store.timeout", "60s", "spring.datasource.hikari.connection-timeout", "60000",
                "spring.transaction.default-timeout", "60s"));
        upstream = new UpstreamServer(properties);
        realm = new StandInRealm(upstream.op);
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    static Stream<Arguments> answers() {
        List<Arguments> each = List.of(arguments("enabled", "200"),
                arguments("disabled", "400 invalid_request session_ended"));
        return IntStream.range(0, Rounds.of(1, 10)).boxed().flatMap(_ -> each.stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void oneAsksAndTheOthersHearTheAnswer(String user, String outcome) throws Exception {
        String sid = UUID.randomUUID().toString();
        realm.behave(ALICE, sid);
        BrowserUser browser = upstream.alice(sid);
        AgentInstance.Run run = run(browser);
        upstream.op.answer(StandInRealm.user(ALICE), answer(user).withFixedDelay(SLOWLY));
        int before = realm.asked().size();

        List<String> outcomes = Race.of(Collections.nCopies(CALLERS, exchange(run)));

        assertThat(outcomes).containsOnly(outcome);
        assertThat(realm.asked()).hasSize(before + (user.equals("enabled") ? 2 : 1));
    }

    private static Callable<String> exchange(AgentInstance.Run run) {
        return () -> {
            Reply reply = run.exchangeOrder().send();
            return reply.status() == 200 ? "200" : reply.refusal();
        };
    }

    private static ResponseDefinitionBuilder answer(String user) {
        return StandInProvider.json(Map.of("id", ALICE, "username", ALICE, "enabled", user.equals("enabled")));
    }

    /** Nobody is given anything where it cannot be told, and the provider is not asked once for each of them. */
    @ParameterizedTest
    @MethodSource("rounds")
    void whereItCannotBeToldNobodyIsGivenAnything(int round) throws Exception {
        String sid = UUID.randomUUID().toString();
        realm.behave(ALICE, sid);
        AgentInstance.Run run = run(upstream.alice(sid));
        upstream.op.answer(StandInRealm.user(ALICE), aResponse().withStatus(500).withFixedDelay(SLOWLY));
        int before = realm.asked().size();

        assertThat(Race.of(Collections.nCopies(CALLERS, exchange(run))))
                .containsOnly("503 temporarily_unavailable upstream_unavailable");
        assertThat(realm.asked().size() - before).isBetween(1, CALLERS / 2);
        assertThat(upstream.sessions(sid)).containsExactly("live");

        realm.behave(ALICE, sid);
        assertThat(run.exchangeOrder().send().status()).as("untouched").isEqualTo(200);
        int after = realm.asked().size();
        assertThat(run.refresh().send().status()).isEqualTo(200);
        assertThat(realm.asked()).as("a refresh is not content with what is recent").hasSize(after + 2);
    }

    static IntStream rounds() {
        return IntStream.range(0, Rounds.of(1, 10));
    }

    private static AgentInstance.Run run(BrowserUser browser) {
        AgentInstance agent = new AgentInstance(upstream.server);
        String uri = agent.push().with("authorization_details", ToolCall.run(1_000, "", ToolCall.ORDER)).send()
                .text("request_uri");
        return agent.run(agent.redeem(BrowserUser.parameter(browser.approve(uri, agent.clientId), "code")).send());
    }
}

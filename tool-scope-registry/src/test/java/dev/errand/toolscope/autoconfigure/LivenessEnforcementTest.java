package dev.errand.toolscope.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.sun.net.httpserver.HttpHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.context.WebApplicationContext;

import dev.errand.toolscope.alive.Hearing;
import dev.errand.toolscope.alive.Introspection;
import dev.errand.toolscope.alive.LivenessChecks;
import dev.errand.toolscope.alive.RunLiveness;
import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.alive.TimedRequests;
import dev.errand.toolscope.testing.StandInIssuer;
import dev.errand.toolscope.use.Claim;
import dev.errand.toolscope.use.CredentialUse;
import dev.errand.toolscope.use.CredentialUses;
import dev.errand.toolscope.use.JdbcCredentialUses;
import dev.errand.toolscope.use.UseRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether the run is alive, among the checks of a call: which calls are refused for it, and that it costs them nothing. */
@SpringBootTest(classes = {LivenessApplication.class, LivenessEnforcementTest.ByHand.class})
class LivenessEnforcementTest {

    private static final String INTROSPECTION = "/oauth2/introspect";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private StandInIssuer issuer;

    @Autowired
    private Hearing hearing;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CountedUses uses;

    private Caller caller;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        for (String setting : ToolApplication.settings()) {
            String[] parts = setting.split("=", 2);
            registry.add(parts[0], () -> parts[1]);
        }
        registry.add("errand.tool.alive.online-check", () -> "true"); // so that the tool learns what its scopes do
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ByHand {

        @Bean
        Hearing hearing() {
            return new Hearing();
        }

        @Bean
        RunLiveness liveness(ScopeEffects effects, Hearing hearing, TimedRequests requests, StandInIssuer issuer) {
            return new LivenessChecks(effects, hearing.revocations(), new Introspection(requests, issuer.at(INTROSPECTION)));
        }

        @Bean
        CountedUses uses(DataSource dataSource) {
            return new CountedUses(new JdbcCredentialUses(dataSource, InstantSource.system()));
        }
    }

    /** Counts the claims. */
    record CountedUses(CredentialUses uses, AtomicInteger claims) implements CredentialUses {

        CountedUses(CredentialUses uses) {
            this(uses, new AtomicInteger());
        }

        @Override
        public Claim claim(UseRequest request) {
            claims.incrementAndGet();
            return uses.claim(request);
        }

        @Override
        public void commit(CredentialUse use) {
            uses.commit(use);
        }

        @Override
        public void release(CredentialUse use) {
            uses.release(use);
        }

        @Override
        public void unknown(CredentialUse use) {
            uses.unknown(use);
        }

        @Override
        public int purge() {
            return uses.purge();
        }
    }

    /** How the issuer answers when it is asked about a credential. */
    enum Online {
        ACTIVE, INACTIVE, ERROR, SLOW, CUT, MALFORMED;

        HttpHandler handler(StandInIssuer issuer) {
            return switch (this) {
                case ACTIVE -> StandInIssuer.json("{\"active\":true}");
                case INACTIVE -> StandInIssuer.json("{\"active\":false}");
                case ERROR -> StandInIssuer.status(500);
                case SLOW -> issuer.silent();
                case CUT -> StandInIssuer.cut("{\"active\":true          }");
                case MALFORMED -> StandInIssuer.json("{\"active\":\"true\"}");
            };
        }
    }

    /** What is known of a call's run, and what follows from it. */
    record Case(String effect, boolean fresh, boolean revoked, Online online, int status, String reason) {

        boolean asksOnline() {
            return Set.of("delete", "odd").contains(effect) && fresh && !revoked;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                alive("read", true, Online.ACTIVE), alive("read", false, Online.ACTIVE), alive("read", true, Online.INACTIVE),
                alive("read", false, Online.ERROR), alive("write", true, Online.ACTIVE), alive("write", true, Online.INACTIVE),
                alive("write", true, Online.ERROR), alive("delete", true, Online.ACTIVE), alive("odd", true, Online.ACTIVE),
                stale("write"), stale("delete"), stale("odd"),
                revoked("read", true), revoked("read", false), revoked("write", true), revoked("write", false),
                revoked("delete", true), revoked("delete", false), revoked("odd", true), revoked("odd", false),
                inactive("delete"), inactive("odd"),
                unavailable("delete", Online.ERROR), unavailable("delete", Online.SLOW), unavailable("delete", Online.CUT),
                unavailable("delete", Online.MALFORMED), unavailable("odd", Online.ERROR), unavailable("odd", Online.MALFORMED));
    }

    @BeforeEach
    void start() {
        caller = new Caller(context);
        await().until(context.getBean(ScopeEffects.class)::learned);
        jdbc.sql("DELETE FROM call_report").update();
        jdbc.sql("DELETE FROM credential_use").update();
        uses.claims().set(0);
        issuer.requests().clear();
    }

    /** SE-01 at a tool. */
    @ParameterizedTest
    @MethodSource("cases")
    void aCallGoesOnOnlyWhereItsRunIsKnownToLiveAsItsEffectDemands(Case known) {
        String id = UUID.randomUUID().toString();
        arrange(known, id);
        int before = executions();
        MockHttpServletResponse answer = caller.call(known.effect(), id);

        assertThat(answer.getStatus()).isEqualTo(known.status());
        assertThat(issuer.requests()).filteredOn(asked -> asked.startsWith("POST " + INTROSPECTION))
                .isEqualTo(known.asksOnline() ? List.of("POST " + INTROSPECTION + " token=token-" + id) : List.of());
        if (known.status() == 200) {
            assertThat(executions()).isEqualTo(before + 1);
            return;
        }
        assertRefused(answer, known);
        assertThat(executions()).isEqualTo(before);
        assertThat(uses.claims()).as("claims").hasValue(0);
        assertThat(jdbc.sql("SELECT count(*) FROM credential_use").query(Integer.class).single()).isZero();
        assertThat(reports()).containsExactly(id + " refused " + known.reason());
        arrange(alive(known.effect(), true, Online.ACTIVE), id);
        assertThat(caller.call(known.effect(), known.revoked() ? UUID.randomUUID().toString() : id).getStatus())
                .as("the untouched twin").isEqualTo(200);
    }

    @Test
    void thatItsRunHasEndedIsSaidBeforeAnythingElseOfACall() {
        String id = UUID.randomUUID().toString();
        arrange(alive("write", true, Online.ACTIVE), id);
        assertThat(caller.call("write", id, "thing-2").getStatus()).as("the twin").isEqualTo(403);
        hearing.revoke(id, "run_ended");
        assertThat(caller.call("write", id, "thing-2").getStatus()).isEqualTo(401);
    }

    @Test
    void whatACallDoesNotCoverIsNotAskedOnline() {
        arrange(alive("delete", true, Online.ACTIVE), "");
        assertThat(caller.call("delete", UUID.randomUUID().toString(), "thing-2").getStatus()).isEqualTo(403);
        assertThat(issuer.requests()).noneMatch(asked -> asked.contains(INTROSPECTION));
    }

    private void arrange(Case known, String id) {
        hearing.isStale();
        if (known.fresh()) {
            hearing.isUpToDate();
        }
        if (known.revoked()) {
            hearing.revoke(id, "session_ended");
        }
        issuer.on(INTROSPECTION, known.online().handler(issuer));
    }

    private static void assertRefused(MockHttpServletResponse answer, Case known) {
        assertThat(content(answer)).contains("\"reason\":\"" + known.reason() + "\"");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        if (known.status() == 401) {
            assertThat(answer.getHeader("WWW-Authenticate")).startsWith("DPoP error=\"invalid_token\"")
                    .contains("reason=\"" + known.reason() + "\"");
        } else {
            assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
            assertThat(content(answer)).contains("\"error\":\"temporarily_unavailable\"");
        }
    }

    private static String content(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private List<String> reports() {
        return jdbc.sql("SELECT credential_id || ' ' || outcome || ' ' || reason FROM call_report").query(String.class).list();
    }

    private static int executions() {
        return LivenessApplication.Endpoints.EXECUTIONS.get();
    }

    private static Case alive(String effect, boolean fresh, Online online) {
        return new Case(effect, fresh, false, online, 200, "");
    }

    private static Case stale(String effect) {
        return new Case(effect, false, false, Online.ACTIVE, 503, "revocation_feed_stale");
    }

    private static Case revoked(String effect, boolean fresh) {
        return new Case(effect, fresh, true, Online.ACTIVE, 401, "session_ended");
    }

    private static Case inactive(String effect) {
        return new Case(effect, true, false, Online.INACTIVE, 401, "run_ended");
    }

    private static Case unavailable(String effect, Online online) {
        return new Case(effect, true, false, online, 503, "introspection_unavailable");
    }
}

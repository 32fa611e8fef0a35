package dev.errand.authz.session.keycloak;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;
import org.springframework.core.env.MapPropertySource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.Visitors;
import dev.errand.authz.testing.TestClock;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole of it with a real Keycloak 26.7.3: login, both logouts, a user disabled, and the registry's scopes. */
class KeycloakIT {

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private static TestClock clock;
    private static RunningServer server;
    private static KeycloakProcess keycloak;
    private static Keycloak client;
    private static RealmResource realm;

    @BeforeAll
    static void start() throws IOException {
        clock = new TestClock(Instant.now());
        int port = KeycloakProcess.freePort();
        String issuer = "http://localhost:" + port + "/realms/errand";
        Map<String, Object> properties = Map.of("errand.upstream.providers.keycloak.issuer", issuer,
                "errand.upstream.providers.keycloak.name", "Keycloak",
                "errand.upstream.providers.keycloak.client-id", "errand-server",
                "errand.upstream.providers.keycloak.client-secret", "a-secret-of-the-tests",
                "errand.upstream.providers.keycloak.accounts", "created",
                "errand.upstream.keycloak.realms.keycloak.client-id", "errand-admin",
                "errand.upstream.keycloak.realms.keycloak.client-secret", "another-secret-of-the-tests",
                // Both servers and the tests share two processors.
                "errand.upstream.timeout", "30s");
        server = RunningServer.at(clock, TestDatabase.H2.newUrl(), context -> context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("keycloak", properties)));
        keycloak = KeycloakProcess.start(port, realm());
        client = KeycloakBuilder.builder().serverUrl("http://localhost:" + port).realm("errand")
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS).clientId("errand-admin")
                .clientSecret("another-secret-of-the-tests").build();
        realm = client.realm("errand");
    }

    private static String realm() throws IOException {
        return new String(KeycloakIT.class.getResourceAsStream("/keycloak/errand-realm.json").readAllBytes(),
                StandardCharsets.UTF_8).replace("$ERRAND", RunningServer.ISSUER)
                .replace("$BACK_CHANNEL", "http://localhost:" + server.port());
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
        server.close();
    }

    /** The server's clock stands still between tests; Keycloak's does not. */
    @BeforeEach
    void tick() {
        clock.advance(Duration.between(clock.instant(), Instant.now()));
    }

    private static BrowserUser ada() {
        BrowserUser browser = new BrowserUser(server);
        Reply there = browser.get("/login/upstream/keycloak");
        URI back = URI.create(new KeycloakBrowser().logIn(there.location(), "ada", "correct horse"));
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        Reply reply = browser.get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(reply.location()).isEqualTo("/");
        return browser;
    }

    private static UserResource user() {
        return realm.users().get(realm.users().searchByUsername("ada", true).getFirst().getId());
    }

    /** The session of ours that was opened last: its id, the provider's behind it, and the user's. */
    private static Map<String, Object> session() {
        return server.jdbc().sql("""
                select sid, upstream_sid, upstream_subject, subject from user_session where upstream_sid is not null
                order by auth_time desc, sid fetch first 1 row only
                """).query().singleRow();
    }

    private static String ending(Object sid) {
        return server.jdbc().sql("select trim(concat(state, ' ', coalesce(end_reason, ''))) from user_session where sid = ?")
                .param(sid).query(String.class).single();
    }

    @Test
    void logsInAndTheLogoutThereEndsTheRunHere() {
        AgentInstance.Run run = new AgentInstance(server).run(ada());
        Map<String, Object> session = session();
        assertThat(session.get("upstream_subject")).isEqualTo(user().toRepresentation().getId());
        assertThat(user().getUserSessions()).extracting(UserSessionRepresentation::getId)
                .contains((String) session.get("upstream_sid"));
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);

        realm.deleteSession((String) session.get("upstream_sid"), false);

        await().atMost(A_WHILE).untilAsserted(() -> assertThat(ending(session.get("sid"))).isEqualTo("ended upstream_logout"));
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant session_ended");
        assertThat(server.jdbc().sql("select detail from event where kind = 'run_revoked' and run_id = ?").param(run.runId())
                .query(String.class).single()).isEqualTo("session_ended by upstream_logout");
    }

    @Test
    void aUserWhoIsDisabledThereIsRefusedHere() {
        AgentInstance.Run run = new AgentInstance(server).run(ada());
        AgentInstance.Run twin = run.agent().run(run.refresh().send());
        UserRepresentation ada = user().toRepresentation();
        ada.setEnabled(false);
        user().update(ada);
        try {
            assertThat(twin.refresh().send().refusal()).isEqualTo("400 invalid_grant session_ended");
            assertThat(ending(session().get("sid"))).isEqualTo("ended upstream_user_disabled");
        } finally {
            ada.setEnabled(true);
            user().update(ada);
        }
    }

    @Test
    void ourLogoutEndsTheSessionThere() {
        BrowserUser browser = ada();
        String there = (String) session().get("upstream_sid");
        browser.logOut();
        await().atMost(A_WHILE).untilAsserted(() -> assertThat(user().getUserSessions())
                .extracting(UserSessionRepresentation::getId).doesNotContain(there));
        assertThat(server.jdbc().sql("select count(*) from event where kind = 'upstream_session_not_ended'")
                .query(Long.class).single()).isZero();
    }

    @Test
    void publishesTheRegistrysScopes() {
        BrowserUser admin = Visitors.admin(server);
        admin.get("/console");
        Reply first = publish(admin);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().path("created").asInt()).isPositive();
        assertThat(realm.clientScopes().findAll()).filteredOn(scope -> "write:refunds-under-50".equals(scope.getName()))
                .singleElement().satisfies(scope -> {
                    assertThat(scope.getDescription()).isNotBlank();
                    assertThat(scope.getAttributes()).containsEntry("errand.issuer", RunningServer.ISSUER)
                            .containsEntry("errand.tool", RunningServer.REFUNDS).containsEntry("errand.effect", "write");
                });

        Reply again = publish(admin);
        assertThat(again.json().path("created").asInt()).isZero();
        assertThat(again.json().path("changed").asInt()).isZero();
        assertThat(again.json().path("unchanged").asInt()).isEqualTo(first.json().path("created").asInt());
        assertThat(realm.clientScopes().findAll()).extracting(ClientScopeRepresentation::getName).contains("profile", "email");
        assertThat(List.of(server.jdbc().sql("select count(*) from event where kind = 'scopes_published'").query(Long.class)
                .single())).containsExactly(2L);
    }

    private static Reply publish(BrowserUser admin) {
        return server.post("/admin/api/v1/upstream/keycloak/publish-scopes", List.of(Map.entry("_csrf", admin.csrf())),
                List.copyOf(admin.headers().entrySet()));
    }
}

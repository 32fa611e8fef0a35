package dev.errand.authz.session;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user who is logged in, or a client, may not do leaves a row under its name; what is allowed, or nobody's, leaves none. */
class AccessDenialsTest {

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> denials() {
        return server.jdbc().sql("""
                select concat(subject, ' ', endpoint, ' ', error, ' ', reason) from refusal where subject is not null
                  and session is not null order by at, refusal_id
                """).query(String.class).list();
    }

    private static void denied(Reply reply, String row) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(denials()).last().isEqualTo(row);
    }

    @Test
    void whoLacksTheRoleIsRecorded() {
        BrowserUser alice = BrowserUser.alice(server);
        denied(alice.get("/console/agents/one"), "user-678 /console access_denied role_missing");
        alice.get("/login");
        denied(alice.post("/console/kill", Map.of()), "user-678 /console access_denied role_missing");
        denied(alice.get("/admin/api/v1/agents"), "user-678 /admin access_denied role_missing");
    }

    @Test
    void whoseFormIsAnothersIsRecorded() {
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        List<Map.Entry<String, String>> form = List.of(Map.entry("_csrf", "x"));
        for (String path : List.of("/console/kill", "/my/stop-all", "/logout", "/oauth2/authorize", "/admin/api/v1/kill")) {
            denied(server.post(path, form, List.copyOf(admin.headers().entrySet())),
                    "user-9 /" + path.split("/", -1)[1] + " access_denied csrf_token_missing");
        }
    }

    /** Under its client and its key; of the path the ledger has no more than which chain it came to. */
    @Test
    void aClientThatLacksTheRoleIsRecorded() {
        AdministrativeClient auditor = AdministrativeClient.auditor(server);
        assertThat(auditor.send("GET", "/admin/api/v1/ledger/calls", Map.of(), "").status()).isEqualTo(200);
        assertThat(clientDenials()).isEmpty();
        assertThat(auditor.send("POST", "/admin/api/v1/runs/run-1/revoke", Map.of(), "").status()).isEqualTo(403);
        assertThat(clientDenials()).containsExactly(
                "the-auditor-client /admin/api access_denied role_missing " + auditor.key.jkt());
    }

    private static List<String> clientDenials() {
        return server.jdbc().sql("""
                select concat(agent, ' ', endpoint, ' ', error, ' ', reason, ' ', jkt) from refusal
                where agent = 'the-auditor-client' and session is null
                """).query(String.class).list();
    }

    @Test
    void whatIsAllowedOrNobodysIsNot() {
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        List<String> before = denials();
        assertThat(admin.get("/console/agents").status()).isEqualTo(200);
        assertThat(admin.get("/admin/api/v1/agents").status()).isEqualTo(200);
        assertThat(server.get("/console/agents", Map.of()).status()).isEqualTo(302);
        assertThat(server.get("/admin/api/v1/agents", Map.of()).status()).isEqualTo(401);
        assertThat(denials()).isEqualTo(before);
    }
}

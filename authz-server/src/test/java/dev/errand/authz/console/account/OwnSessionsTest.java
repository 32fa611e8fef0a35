package dev.errand.authz.console.account;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a user is logged in, and the way out of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnSessionsTest {

    private RunningServer server;

    @BeforeAll
    void start() {
        server = new RunningServer();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theOtherSessionEndsWithItsRunsAndThisOneGoesOn() {
        Login login = logIn();
        BrowserUser there = login.alice();
        String other = login.sid();
        AgentInstance.Run lent = new AgentInstance(server).run(there, ToolCall.ORDER);
        BrowserUser here = BrowserUser.alice(server);
        AgentInstance.Run own = new AgentInstance(server).run(here, ToolCall.ORDER);
        server.jdbc().sql("update user_session set device = :device where sid = :sid")
                .param("device", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0").param("sid", other).update();

        Reply page = here.get("/my/security");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Where you are logged in", "Firefox, Linux", "this browser",
                "/my/security/sessions/" + other + "/end").doesNotContain("??");
        Reply out = here.post("/my/security/sessions/" + other + "/end", Map.of());

        assertThat(out.status()).isEqualTo(303);
        assertThat(out.location()).endsWith("/my/security?done=logged-out");
        assertThat(there.get("/my/security").location()).endsWith("/login");
        assertThat(lent.exchange(ToolCall.ORDER).send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(own.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(server.jdbc().sql("select detail from event where kind = 'session_ended' and session = :sid")
                .param("sid", other).query(String.class).single()).isEqualTo("logout by user-678");
    }

    /** AD-13: somebody else's. */
    @Test
    void nobodyElsesSessionEnds() {
        Login hers = logIn();
        BrowserUser bob = Visitors.other(server);
        bob.get("/my/security");
        Reply reply = bob.post("/my/security/sessions/" + hers.sid() + "/end", Map.of());

        assertThat(reply.status()).isEqualTo(303);
        assertThat(hers.alice().get("/my/security").status()).isEqualTo(200);
    }

    @Test
    void aSessionRemembersWhatItsBrowserSaidItIs() {
        assertThat(server.jdbc().sql("select device from user_session where sid = :sid").param("sid", logIn().sid())
                .query(String.class).single()).startsWith("Java-http-client/");
    }

    @Test
    void whoeverIsSentHereToLogOutIsAsked() {
        BrowserUser alice = BrowserUser.alice(server);
        Reply sent = alice.get("/logout?client_id=support-agent&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F");

        assertThat(sent.status() / 100).isEqualTo(3);
        assertThat(sent.location()).endsWith("/login");
        assertThat(alice.get("/login").body()).contains("You are logged in as", "action=\"/logout\"");
        assertThat(alice.get("/my/security").status()).as("still logged in").isEqualTo(200);
        assertThat(server.get("/.well-known/oauth-authorization-server", Map.of()).text("end_session_endpoint"))
                .endsWith("/logout");
    }

    /** Alice at a browser of her own, and the session that she has there. */
    private record Login(BrowserUser alice, String sid) {}

    private Login logIn() {
        Set<String> before = sids();
        BrowserUser alice = BrowserUser.alice(server);
        Set<String> after = sids();
        after.removeAll(before);
        return new Login(alice, after.iterator().next());
    }

    private Set<String> sids() {
        return new HashSet<>(server.jdbc().sql("select sid from user_session where subject = 'user-678'").query(String.class)
                .list());
    }
}

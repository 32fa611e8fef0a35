package dev.errand.authz.session.passkey;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.testing.VirtualAuthenticator;

import static org.assertj.core.api.Assertions.assertThat;

/** Where those who administer need a passkey (AD-11). */
class PasskeyRequiredTest {

    private static final String PASSKEYS = "/my/security/passkeys";

    private static RunningServer server;

    private final VirtualAuthenticator authenticator = new VirtualAuthenticator(RunningServer.ISSUER, "as.example");
    private BrowserUser admin;

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.POSTGRESQL.newUrl(), context -> context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("required", Map.of("errand.login.admin-passkey", "required"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logInByPassword() {
        server.jdbc().sql("delete from passkey").update();
        admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        admin.get("/login");
    }

    private Reply register(BrowserUser who, String label) {
        String options = who.post(PASSKEYS + "/options", Map.of()).body();
        return who.post(PASSKEYS, new LinkedHashMap<>(Map.of("label", label, "credential", authenticator.create(options))));
    }

    private Reply logIn(BrowserUser who) {
        authenticator.counter++;
        who.get("/login");
        String options = who.post("/login/passkey/options", Map.of()).body();
        return who.post("/login/passkey", Map.of("credential", authenticator.get(options)));
    }

    /** The second factor is off: none of what an administrator may do is done. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # AD-11: method, path, status by password, where to, status by passkey
            GET,  /,                              302, /my/security, 302
            GET,  /console,                       302, /my/security, 200
            GET,  /my/security,                   200, ,             200
            GET,  /admin/api/v1/registry,         403, ,             200
            GET,  /admin/api/v1/ledger/calls?run_id=r, 403, ,             200
            POST, /admin/api/v1/runs/r/revoke,    403, ,             200
            POST, /admin/api/v1/users/x/unlock,   403, ,             404
            POST, /console/x,                     403, ,             404
            """)
    void aPasswordAloneOpensNothingThatAPasskeyOpens(String method, String path, int byPassword, String location,
            int byPasskey) {
        Reply reply = send(method, path);
        assertThat(reply.status()).isEqualTo(byPassword);
        if (location != null) {
            assertThat(reply.location()).isEqualTo(location);
        }
        register(admin, "First");
        logIn(admin);
        admin.get("/login");
        assertThat(send(method, path).status()).isEqualTo(byPasskey);
    }

    private Reply send(String method, String path) {
        return method.equals("GET") ? admin.get(path) : admin.post(path, Map.of());
    }

    @Test
    void theApiSaysWhatIsMissing() {
        assertThat(admin.get("/admin/api/v1/registry").body()).contains("\"reason\":\"passkey_required\"");
    }

    @Test
    void thePasswordRegistersTheFirstPasskeyAndNoSecondOneAndRemovesNone() {
        assertThat(admin.get("/my/security").body()).contains("that takes a passkey. Register one here");
        assertThat(register(admin, "First").location()).isEqualTo("/my/security?done=registered");
        BrowserUser thief = new BrowserUser(server);
        thief.logIn("admin", "battery staple");
        assertThat(thief.get("/my/security").body()).contains("Log out and log in with yours", "Only after a login")
                .doesNotContain("data-passkey=");
        VirtualAuthenticator second = new VirtualAuthenticator(RunningServer.ISSUER, "as.example");
        String options = thief.post(PASSKEYS + "/options", Map.of()).body();
        Reply refused = thief.post(PASSKEYS, Map.of("label", "Mine", "credential", second.create(options)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Log in with your passkey before you register another");
        String id = server.jdbc().sql("select credential_hash from passkey").query(String.class).single();
        assertThat(thief.post(PASSKEYS + "/" + id + "/remove", Map.of()).status()).isEqualTo(404);

        logIn(admin);
        assertThat(admin.get("/my/security").body()).contains("data-passkey=", id);
        assertThat(admin.post(PASSKEYS + "/" + id + "/remove", Map.of()).location()).isEqualTo("/my/security?done=removed");
    }

    @Test
    void whoDoesNotAdministerNeedsNone() {
        BrowserUser alice = BrowserUser.alice(server);

        assertThat(alice.get("/my/security").body()).doesNotContain("that takes a passkey");
        assertThat(alice.get("/").location()).isEqualTo("/my/agents");
    }

    /** AD-09: failed passwords lock no administrator out. */
    @Test
    void aPasskeyIsGoodWhileThePasswordIsLocked() {
        register(admin, "First");
        BrowserUser attacker = new BrowserUser(server);
        for (int i = 0; i < 6; i++) {
            attacker.logIn("admin", "wrong");
        }
        BrowserUser elsewhere = new BrowserUser(server);
        assertThat(elsewhere.logIn("admin", "battery staple").status()).isEqualTo(429);

        assertThat(logIn(elsewhere).location()).isEqualTo("/");
        assertThat(elsewhere.get("/console").status()).isEqualTo(200);
        assertThat(elsewhere.get("/login").status()).isEqualTo(200);
        assertThat(elsewhere.post("/admin/api/v1/users/user-9/unlock", Map.of()).status()).isEqualTo(200);
        server.jdbc().sql("delete from login_attempts").update();
    }

    @Test
    void aChallengeIsGoodForFiveMinutes() {
        register(admin, "First");
        BrowserUser late = new BrowserUser(server);
        late.get("/login");
        authenticator.counter++;
        String answer = authenticator.get(late.post("/login/passkey/options", Map.of()).body());
        server.clock.advance(Duration.ofMinutes(5));
        assertThat(late.post("/login/passkey", Map.of("credential", answer)).location()).isEqualTo("/login?error");

        assertThat(logIn(late).location()).isEqualTo("/");
    }
}

package dev.errand.authz.attack;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** AD-15: what is often left open is closed, to nobody and to somebody who is logged in. */
class ExposureTest {

    private static RunningServer server;
    private static BrowserUser user;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        user = BrowserUser.alice(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/beans", "/actuator/configprops", "/actuator/heapdump",
        "/actuator/threaddump", "/actuator/mappings", "/actuator/metrics", "/actuator/prometheus", "/actuator/loggers",
        "/actuator/logfile", "/actuator/httpexchanges", "/actuator/sessions", "/actuator/flyway", "/actuator/scheduledtasks",
        "/actuator/conditions", "/actuator/caches", "/actuator/info", "/actuator/startup", "/actuator/shutdown",
        "/actuator/gateway/routes", "/actuator/jolokia", "/manage/env", "/env", "/heapdump", "/dump", "/trace", "/metrics",
        "/jolokia", "/h2-console", "/h2-console/", "/h2-console/login.jsp", "/h2", "/console/h2", "/swagger-ui",
        "/swagger-ui.html", "/swagger-ui/index.html", "/swagger-resources", "/v2/api-docs", "/v3/api-docs",
        "/v3/api-docs.yaml", "/openapi.yaml", "/openapi.json", "/api-docs", "/graphql", "/graphiql", "/.git/config",
        "/.git/HEAD", "/.env", "/.svn/entries", "/.DS_Store", "/application.yaml", "/application.properties",
        "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF", "/BOOT-INF/classes/application.yaml", "/server-status", "/status",
        "/debug/pprof", "/phpinfo.php", "/wp-login.php", "/admin", "/admin/", "/manager/html", "/webjars/", "/static/",
        "/data/errand.mv.db", "/data/initial-passwords", "/data/admin-client.jwk", "/initial-passwords",
        "/webauthn/register", "/webauthn/register/options", "/webauthn/authenticate/options", "/login/webauthn",
        "/login/webauthn.js", "/default-ui.css", "/ott/generate", "/login/ott", "/oauth2/device_authorization",
        "/oauth2/introspect", "/connect/register", "/userinfo", "/.well-known/openid-configuration", "/logout", "/error",
        "/login/passkey", "/login/passkey/options", "/my/security/passkeys/options"})
    void isNotServed(String path) {
        for (Reply reply : new Reply[] {server.get(path, Map.of()), user.get(path)}) {
            assertThat(reply.status()).as(path).isIn(302, 400, 401, 403, 404, 405);
            if (reply.status() == 302) {
                assertThat(reply.location()).as(path).matches("/login(\\?logout)?");
            }
        }
        assertThat(user.get("/login").body()).as("still logged in").contains("You are logged in");
    }

    /** The twin: what is meant to be seen is, and says no more than it should. */
    @Test
    void whatIsMeantToBeOpenIs() {
        assertThat(server.get("/actuator/health", Map.of()).body())
                .contains("UP").doesNotContain("components", "details");
        assertThat(server.get("/login", Map.of()).status()).isEqualTo(200);
        assertThat(server.get("/passkey.js", Map.of()).status()).isEqualTo(200);
        assertThat(user.get("/my/security").status()).isEqualTo(200);
    }
}

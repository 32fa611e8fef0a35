package dev.errand.authz.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import dev.errand.authz.endpoint.Secrets;
import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AD-17: after a day on which everything happened once, neither a dump of the database nor the log has any of the secrets
 * that were used on it. What signs tokens is in the table that is there for it, and is nobody else's secret.
 */
class SecretsAtRestTest {

    private static final Pattern PASSWORD = Pattern.compile("<pre id=\"password\">([^<]+)</pre>");

    private static final Map<String, String> SECRETS = new LinkedHashMap<>();

    private static RunningServer server;
    private static List<ILoggingEvent> log;
    private static ListAppender<ILoggingEvent> appender;
    private static Level before;
    private static String dump;

    @BeforeAll
    static void aDay() {
        server = new RunningServer();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender = new ListAppender<>();
        appender.start();
        root.addAppender(appender);
        before = root.getLevel();
        root.setLevel(Level.INFO);
        BrowserUser alice = login("alice", "correct horse");
        AgentInstance agent = agentsDay(alice);
        BrowserUser admin = login("admin", "battery staple");
        administratorsDay(admin);
        clientsDay();
        wrongTurns(agent, admin);
        admin.logOut();
        log = List.copyOf(appender.list);
        dump = String.join("\n", server.jdbc().sql("script").query(String.class).list());
    }

    @AfterAll
    static void stop() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(before);
        root.detachAppender(appender);
        server.close();
    }

    private static void secret(String what, String value) {
        assertThat(value).as(what).hasSizeGreaterThan(7);
        SECRETS.put(what, value);
    }

    private static BrowserUser login(String username, String password) {
        BrowserUser user = new BrowserUser(server);
        user.logIn(username, password);
        secret("password of " + username, password);
        secret("session of " + username, user.cookie("__Host-errand_session"));
        return user;
    }

    private static AgentInstance agentsDay(BrowserUser alice) {
        AgentInstance agent = new AgentInstance(server);
        String requestUri = agent.requestUri();
        secret("request_uri", requestUri.substring(requestUri.lastIndexOf(':') + 1));
        String code = BrowserUser.parameter(alice.approve(requestUri), "code");
        secret("code", code);
        AgentInstance.Run run = agent.run(agent.redeem(code).send());
        secret("run token", signature(run.token()));
        secret("refresh token", run.refreshToken());
        Reply refreshed = agent.run(alice).refresh().send();
        secret("run token that nobody used yet", signature(refreshed.text("access_token")));
        secret("refresh token that nobody used yet", refreshed.text("refresh_token"));
        Reply exchanged = run.exchangeOrder().send();
        secret("credential", signature(exchanged.text("access_token")));
        agent.redeem(code).send();
        return agent;
    }

    private static void administratorsDay(BrowserUser admin) {
        admin.get("/console/new-user");
        Reply made = admin.post("/console/new-user", Map.of("username", "newcomer", "role.user", "user"));
        Matcher password = PASSWORD.matcher(made.body());
        assertThat(password.find()).as(made.body()).isTrue();
        login("newcomer", password.group(1));
        ECKey key = RunningServer.key();
        secret("private key pasted by mistake", key.getD().toString());
        admin.get("/console/new-agent");
        Reply refused = admin.post("/console/new-agent", Map.of("client_id", "careless", "name", "Careless", "method",
                "private_key_jwt", "jwks", key.toJSONString()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain(key.getD().toString());
        assertThat(admin.post("/console/agents/other-agent/disable", Map.of()).status()).isEqualTo(303);
    }

    private static void clientsDay() {
        AdministrativeClient client = AdministrativeClient.admin(server);
        secret("assertion", signature(client.assertion()));
        secret("admin token", signature(client.token()));
        secret("private key of the agent", server.agentKey.getD().toString());
        secret("private key of the client", server.adminClientKey.getD().toString());
        String first = "the very first password";
        secret("password by the API", first);
        Reply made = client.send("PUT", "/admin/api/v1/users/by-api", Map.of("Content-Type", "application/json",
                "If-None-Match", "*"), "{\"username\":\"by-api\",\"roles\":[],\"password\":\"" + first + "\"}");
        assertThat(made.status()).isEqualTo(201);
        client.send("PUT", "/admin/api/v1/users/by-api", Map.of("Content-Type", "application/json", "If-Match", "\"1\""),
                "{\"username\":\"by-api\",\"roles\":[],\"password\":\"" + first + "\"}");
        choosesAnother(first);
    }

    private static void choosesAnother(String first) {
        String chosen = "the password of his own";
        secret("chosen password", chosen);
        BrowserUser newcomer = new BrowserUser(server);
        newcomer.logIn("by-api", first);
        newcomer.get("/my/password");
        Reply changed = newcomer.post("/my/password", Map.of("old", first, "chosen", chosen, "again", chosen));
        assertThat(changed.status()).isEqualTo(303);
        secret("cookie after that", newcomer.cookie("__Host-errand_session"));
    }

    /** What is refused is recorded too. */
    private static void wrongTurns(AgentInstance agent, BrowserUser admin) {
        secret("wrong password", "a password typed wrong");
        new BrowserUser(server).logIn("alice", "a password typed wrong");
        String refresh = SECRETS.get("refresh token");
        agent.authenticated("/oauth2/token").with("grant_type", "refresh_token").with("refresh_token", refresh).send();
        agent.authenticated("/oauth2/token").with("grant_type", "refresh_token").with("refresh_token", refresh).send();
        server.get("/admin/api/v1/agents", Map.of("Cookie", "errand_session=" + admin.cookie("errand_session") + "x"));
    }

    /** A token is no more than its claims without this part, and the claims are in the ledger. */
    private static String signature(String jwt) {
        return jwt.substring(jwt.lastIndexOf('.') + 1);
    }

    @Test
    void theDayHadEverySecretInIt() {
        assertThat(SECRETS).containsKeys("password of newcomer", "session of admin", "code", "run token", "refresh token",
                "run token that nobody used yet", "refresh token that nobody used yet",
                "credential", "admin token", "private key pasted by mistake", "wrong password", "password by the API");
        assertThat(server.jdbc().sql("select count(*) from run where repeat_answer is not null").query(Long.class).single())
                .isOne();
        assertThat(dump).contains("newcomer", "by-api", "agent_changed", Secrets.hash(SECRETS.get("refresh token")));
    }

    @Test
    void noneIsInTheDatabase() {
        SECRETS.forEach((what, value) -> assertThat(dump.contains(value)).as(what).isFalse());
    }

    @Test
    void noneIsInTheLog() {
        List<String> lines = new ArrayList<>();
        log.forEach(event -> lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()))));
        SECRETS.forEach((what, value) -> assertThat(lines).as(what).noneMatch(line -> line.contains(value)));
    }
}

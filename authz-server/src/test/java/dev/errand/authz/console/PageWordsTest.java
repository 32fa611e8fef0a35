package dev.errand.authz.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages say where there is nothing, where something is refused, and where one begins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageWordsTest {

    private static final String FORMS = "If you came from a form";

    private static final Map<String, String> EMPTY = Map.of(
            "/my/security", "You have no passkey yet. Register one below.",
            "/console/ledger?list=unreported", "There is no credential without a call. Nothing needs doing.",
            "/console/ledger?list=refusals", "Nothing has been refused yet. Nothing needs doing",
            "/console/runs", "There is no run. Runs begin when a user lets an agent act.",
            "/console", "There has been none. Nothing needs doing.");

    private RunningServer server;
    private BrowserUser alice;

    @BeforeAll
    void start() {
        server = new RunningServer();
        alice = BrowserUser.alice(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /console                   | 403 | Your account may not do this.
            /my/agents/run-0/stop      | 404 | There is nothing at this address.
            /my/agents?done=1&done=2   | 400 | The server can make nothing of this address
            """)
    void errorPagesSayWhatHappened(String path, int status, String words) {
        Reply page = server.get(path, asABrowser());
        assertThat(page.status()).isEqualTo(status);
        assertError(page, words);
        assertThat(page.body()).doesNotContain(FORMS);
    }

    @Test
    void onlyAFormThatDoesNotFitIsToldToReload() {
        for (String path : List.of("/my/agents/stop-all", "/logout")) {
            Reply page = server.post(path, List.of(Map.entry("_csrf", "x")), List.copyOf(asABrowser().entrySet()));
            assertThat(page.status()).isEqualTo(403);
            assertError(page, FORMS);
            assertThat(page.body()).doesNotContain("Your account");
        }
        alice.get("/my/agents");
        Reply page = server.post("/console/kill-switch", List.of(Map.entry("_csrf", alice.csrf())),
                List.copyOf(asABrowser().entrySet()));
        assertThat(page.status()).isEqualTo(403);
        assertError(page, "Your account may not do this.");
        assertThat(page.body()).doesNotContain(FORMS);
    }

    /** Only who takes HTML is shown a page. */
    private Map<String, String> asABrowser() {
        Map<String, String> headers = new HashMap<>(alice.headers());
        headers.put("Accept", "text/html");
        return headers;
    }

    private static void assertError(Reply page, String words) {
        assertThat(page.body()).contains(words, "<a href=\"/\">", "The server answered " + page.status())
                .doesNotContain("??", "Exception", "timestamp", "dev.errand");
    }

    /** In order: each step is the next one until it is taken, and after the last there are none. */
    @Test
    void aFreshServerSaysWhatComesNext() {
        try (RunningServer fresh = new RunningServer()) {
            BrowserUser newcomer = Visitors.admin(fresh);
            EMPTY.forEach((path, words) -> assertThat(newcomer.get(path).body()).contains(words).doesNotContain("??"));

            fresh.jdbc().sql("update agent set roles = 'none' where roles = ''").update();
            assertNext(newcomer, "Register an agent");
            fresh.jdbc().sql("update agent set roles = '' where roles = 'none'").update();
            assertNext(newcomer, "Try a call");
            AgentInstance.Run run = new AgentInstance(fresh).run(BrowserUser.alice(fresh), ToolCall.ORDER);
            assertNext(newcomer, "Try a call");
            assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
            assertThat(newcomer.get("/console").body()).contains("<h1>Overview</h1>").doesNotContain("First steps");
        }
    }

    private static void assertNext(BrowserUser newcomer, String step) {
        String page = newcomer.get("/console").body();
        assertThat(page).contains("First steps").doesNotContain("??")
                .containsPattern(step + "[^<]*</a>\\s*<span class=\"badge warn\">next");
        assertThat(page.split("badge warn", -1)).as("one is next").hasSize(2);
    }

    @Test
    void theConsentPageCountsInWordsAndLoadsTheScriptOfTimesAlone() {
        AgentInstance agent = new AgentInstance(server);
        String many = alice.open(agent.requestUri()).body();
        Reply page = alice.open(agent.push().with("authorization_details", ToolCall.run(1, "", ToolCall.ORDER))
                .send().text("request_uri"));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("At most <strong>one call</strong>", " UTC</time>", "data-here=\"({0} here)\"")
                .containsPattern("<script defer src=\"/times-[0-9a-f]{32}\\.js\"></script>").doesNotContain("<script>", "htmx");
        assertThat(many).contains("At most <strong>10 calls</strong>");
        assertThat(page.http().headers().firstValue("Content-Security-Policy").orElse("")).contains("script-src 'self';")
                .doesNotContain("unsafe-", "connect-src");
    }
}

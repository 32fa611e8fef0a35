package dev.errand.authz.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** AD-01: whatever a browser's cookie could change, it changes only with the token of this browser's own page. */
class CsrfWalkTest {

    /** What agents and tools post, who have no cookie: a key proves who they are. */
    private static final Set<String> WITHOUT_COOKIE = Set.of("POST /ledger/tool-calls", "POST /oauth2/introspect",
            "POST /login/upstream/{registration}/backchannel-logout");

    private static final Pattern FORM = Pattern.compile("<form\\b[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");
    private static final int PAGES = 400;

    /** How many pages of one kind, such as those of single sessions. */
    private static final int OF_A_KIND = 12;

    private static RunningServer server;
    private static People people;
    private static List<Route> routes;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        people = new People(server);
        routes = Route.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Those of controllers, and the two that filters answer. */
    static List<Route> changing() {
        return Stream.concat(routes.stream().filter(Route::changes).filter(route -> !isWithoutCookie(route)),
                Stream.of(new Route("POST", "/login"), new Route("POST", "/logout"))).distinct().toList();
    }

    private static boolean isWithoutCookie(Route route) {
        return WITHOUT_COOKIE.contains(route.toString()) || route.path().contains("error");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changing")
    void changesOnlyWithThisBrowsersOwnToken(Route route) {
        BrowserUser admin = people.fresh("changer");
        Map<String, String> before = everything();
        Map<String, Reply> refused = new LinkedHashMap<>();
        refused.put("no token", send(route, admin, Map.of()));
        refused.put("a wrong token", send(route, admin, Map.of("X-CSRF-TOKEN", "AAAA" + admin.csrf().substring(4))));
        refused.put("another session's token", send(route, admin,
                Map.of("X-CSRF-TOKEN", people.browser("user").csrf())));
        refused.put("an empty token", send(route, admin, Map.of("X-CSRF-TOKEN", "")));
        refused.put("JSON as text", server.send(route.method(), route.target(),
                with(admin, Map.of("Content-Type", "text/plain")), "{\"name\":\"x\",\"_csrf\":\"" + admin.csrf() + "\"}"));
        refused.put("in the URL of another", server.send(route.method(),
                route.target() + "?_csrf=" + people.browser("user").csrf(), admin.headers(), ""));

        assertThat(refused).allSatisfy((how, reply) -> assertThat(reply.status()).as(how).isEqualTo(403));
        assertThat(everything()).isEqualTo(before);
        Reply twin = send(route, admin, Map.of("X-CSRF-TOKEN", admin.csrf()));
        assertThat(twin.status()).as("with the right token: " + twin.body()).isNotEqualTo(403).isLessThan(500);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changing")
    void asksForNothingWithGet(Route route) {
        BrowserUser admin = people.fresh("changer");
        Map<String, String> before = everything();
        Reply reply = server.get(route.target() + "?name=x&decision=approve&_csrf=" + admin.csrf(), admin.headers());

        boolean isPage = routes.contains(new Route("GET", route.path())) || route.path().equals("/login");
        if (!isPage) {
            assertThat(reply.status()).isIn(403, 404, 405);
        }
        assertThat(everything()).isEqualTo(before);
        assertThat(admin.get("/console").status()).as("still logged in").isEqualTo(200);
    }

    @Test
    void sawEveryKindOfChange() {
        assertThat(changing()).extracting(Route::toString).contains("POST /login", "POST /logout", "POST /oauth2/authorize",
                "POST /console/new-user", "PUT /admin/api/v1/agents/{key}", "POST /admin/api/v1/runs/{runId}/revoke");
    }

    /** A walk by the links of the pages, as far as they lead. */
    @Test
    void everyFormThatPostsCarriesTheTokenAndNoOther() {
        BrowserUser admin = people.fresh("changer");
        Set<String> seen = new LinkedHashSet<>();
        Map<String, Integer> kinds = new HashMap<>();
        List<String> posting = new ArrayList<>();
        Deque<String> ahead = new ArrayDeque<>(List.of("/", "/login", "/console", "/my/agents", "/my/security"));
        routes.stream().filter(route -> route.isOfPeople() && !route.isApi() && !route.changes()
                && !route.path().contains("{")).forEach(route -> ahead.add(route.path()));
        while (!ahead.isEmpty() && seen.size() < PAGES) {
            String page = ahead.poll();
            if (!seen.contains(page) && kinds.merge(kind(page), 1, Integer::sum) <= OF_A_KIND && seen.add(page)) {
                Reply reply = admin.get(page);
                assertThat(reply.status()).as(page).isIn(200, 302, 303, 400, 404);
                FORM.matcher(reply.body()).results().map(form -> form.group()).forEach(form -> {
                    boolean posts = form.contains("method=\"post\"");
                    assertThat(form.contains("name=\"_csrf\"")).as(page + ": " + form).isEqualTo(posts);
                    if (posts) {
                        posting.add(page);
                    }
                });
                links(reply).forEach(ahead::add);
            }
        }
        assertThat(posting).contains("/console/agents/support-agent/edit", "/console/agents/support-agent/disable",
                "/console/users/user-9/disable", "/console/new-user", "/login");
    }

    private static String kind(String page) {
        return page.replaceAll("=[^&]*", "=").replaceAll("^(/[^/]+/[^/]+/)[^/?]+", "$1*");
    }

    private static List<String> links(Reply reply) {
        Matcher link = LINK.matcher(reply.body());
        return link.results().map(one -> one.group(1).replace("&amp;", "&"))
                .filter(href -> href.matches("/(console|my)(/.*)?") && !href.matches(".*\\.(css|js)$")).toList();
    }

    private static Reply send(Route route, BrowserUser browser, Map<String, String> more) {
        Map<String, String> headers = with(browser, more);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return server.send(route.method(), route.target(), headers, "name=x");
    }

    private static Map<String, String> with(BrowserUser browser, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(browser.headers());
        headers.putAll(more);
        return headers;
    }

    /** Every row of every table, but for when somebody was last there, and that something was refused. */
    private static Map<String, String> everything() {
        Map<String, String> tables = new TreeMap<>();
        server.jdbc().sql("""
                select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
                  and table_name not in ('refusal', 'refusal_count')
                """).query(String.class).list().forEach(table -> tables.put(table, rows(table)));
        return tables;
    }

    private static String rows(String table) {
        return String.valueOf(server.jdbc().sql("select * from \"" + table + "\"").query().listOfRows().stream().map(row -> {
            row.keySet().removeAll(Set.of("last_active_at", "idle_end"));
            return row.values().stream().map(CsrfWalkTest::text).toList().toString();
        }).sorted().toList().hashCode());
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    }
}

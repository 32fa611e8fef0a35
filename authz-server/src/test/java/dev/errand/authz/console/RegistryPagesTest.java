package dev.errand.authz.console;

import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.HtmlUtils;

import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolScopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

/** The pages of tools, scopes, compositions and rules, in a browser without JavaScript. */
@WebServer
class RegistryPagesTest {

    private static final String TOOL = "https://pages.example";
    private static final String KEY = """
            {"kty":"EC","crv":"P-256","kid":"first","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",\
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""";
    private static final String THUMBPRINT = "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s";
    private static final Pattern INPUT = Pattern.compile("<input type=\"hidden\"[^>]* name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final MockMvc mvc;
    private final Users users;
    private final ToolScopes registry;
    private final ToolScopeAdmin registryAdmin;

    @Autowired
    RegistryPagesTest(MockMvc mvc, Users users, ToolScopes registry, ToolScopeAdmin registryAdmin) {
        this.mvc = mvc;
        this.users = users;
        this.registry = registry;
        this.registryAdmin = registryAdmin;
    }

    @BeforeEach
    void register() {
        for (Role role : Role.values()) {
            String name = "registry-" + role.name().toLowerCase(Locale.ROOT);
            users.registerIfAbsent(new UserAccount(name, name, name, Set.of(role), true), users.hash("x"), "test");
        }
        registryAdmin.apply(new RegistryDocument(List.of(new RegisteredTool(TOOL, "Pages", "{\"keys\":[]}")),
                List.of()), new Change("test", "test"));
    }

    private Browser browser(String who) throws Exception {
        Browser browser = new Browser(mvc);
        browser.logIn("registry-" + who, "x");
        return browser;
    }

    private static Map<String, String> fields(String name) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("name", name, "tool", TOOL, "description", "Do one thing",
                "effect", "write", "identifier.kind", "pattern", "identifier.value", "thing-[0-9]{1,10}", "a0.name", "do",
                "a0.p0.name", "amount", "a0.p0.kind", "money", "a0.p0.first", "50.00"));
        fields.put("a0.p0.second", "USD");
        fields.put("seen", "");
        return fields;
    }

    private static MockHttpServletResponse send(Browser browser, String path, Map<String, String> fields, String... more)
            throws Exception {
        Map<String, String> all = new LinkedHashMap<>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        MockHttpServletRequestBuilder request = post(path);
        all.forEach(request::param);
        return browser.send(request.param("_csrf", browser.csrf())).getResponse();
    }

    /** The hidden fields of a page, as its form sends them on. */
    private static Map<String, String> hidden(MockHttpServletResponse page) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(page.getContentAsString());
        while (input.find()) {
            fields.put(input.group(1), HtmlUtils.htmlUnescape(input.group(2)));
        }
        fields.remove("_csrf");
        return fields;
    }

    /** What the page's form sends. */
    private static MockHttpServletResponse press(Browser browser, String path, String... more) throws Exception {
        return send(browser, path, hidden(browser.send(get(path)).getResponse()), more);
    }

    private boolean active(String name) {
        return registry.active(new ScopeName(name)).isPresent();
    }

    @Test
    void aScopeIsWrittenReviewedAndOnlyThenSaved() throws Exception {
        Browser admin = browser("admin");
        MockHttpServletResponse more = send(admin, "/console/scopes/new", fields("write:paged"), "op", "add-parameter:0");
        assertThat(more.getStatus()).isEqualTo(200);
        assertThat(more.getContentAsString()).contains("id=\"a0.p1.name\"", "value=\"50.00\"").doesNotContain("a0.p2.name");
        MockHttpServletResponse preview = send(admin, "/console/scopes/new", fields("write:paged"), "op", "preview");
        assertThat(preview.getContentAsString()).contains("do takes amount at most 50.00 USD.", "- name: write:paged");
        MockHttpServletResponse review = send(admin, "/console/scopes/new", fields("write:paged"), "op", "review");
        assertThat(review.getContentAsString()).contains("scope write:paged", "wider", "id=\"why\"");
        assertThat(active("write:paged")).isFalse();
        MockHttpServletResponse silent = send(admin, "/console/scopes/new", hidden(review), "op", "save", "why", "");
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(silent.getContentAsString()).contains("id=\"why-problem\"");
        assertThat(active("write:paged")).isFalse();
        MockHttpServletResponse saved = send(admin, "/console/scopes/new", hidden(silent), "op", "save", "why", "Refunds");
        assertThat(saved.getStatus()).isEqualTo(303);
        assertThat(saved.getHeader("Location")).isEqualTo("/console/scopes/write:paged?done=saved");
        assertThat(active("write:paged")).isTrue();
        assertThat(page(admin, "/console/scopes/write:paged?done=saved")).contains("Saved, and in force.", "Refunds",
                "registry-admin", "in force, version 1");
    }

    private static String page(Browser browser, String path) throws Exception {
        MockHttpServletResponse page = browser.send(get(URI.create(path))).getResponse();
        assertThat(page.getStatus()).as(path).isEqualTo(200);
        String text = page.getContentAsString();
        assertThat(text).as(path).doesNotContain("??", "style=", "onclick").hasSizeLessThan(60_000);
        return text;
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsShownAndNotOverwritten() throws Exception {
        Browser admin = browser("admin");
        send(admin, "/console/scopes/new", fields("write:lost"), "op", "save", "why", "first");
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"")
                .matcher(page(admin, "/console/scopes/write:lost/edit"));
        assertThat(seen.find()).isTrue();
        Map<String, String> draft = fields("write:lost");
        draft.put("seen", seen.group(1));
        String edit = "/console/scopes/write:lost/edit";
        assertThat(send(admin, edit, draft, "a0.p0.first", "60.00", "op", "save", "why", "theirs").getStatus()).isEqualTo(303);
        MockHttpServletResponse stale = send(admin, edit, draft, "a0.p0.first", "70.00", "op", "save", "why", "mine");
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getContentAsString()).contains("Somebody else changed this", "60.00", "70.00",
                "amount limit 60.00 → 70.00 USD");
        assertThat(send(admin, edit, hidden(stale), "op", "save", "why", "mine").getStatus()).isEqualTo(303);
        assertThat(page(admin, "/console/scopes/write:lost")).contains("in force, version 3", "theirs",
                "amount limit 50.00 → 60.00 USD: wider", "amount 60.00 USD is allowed");
        assertThat(send(admin, "/console/scopes/new", fields("write:lost"), "op", "save", "why", "new").getStatus())
                .isEqualTo(412);
    }

    @Test
    void aMistakeIsToldAtItsFieldAndNothingThatWasTypedIsLost() throws Exception {
        Browser admin = browser("admin");
        MockHttpServletResponse refused = send(admin, "/console/scopes/new", fields("write:wrong"), "a0.p0.first", "lots",
                "op", "review");
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("value=\"lots\"", "aria-describedby=\"a0.p0.first-problem\"",
                "id=\"a0.p0.first-problem\" class=\"problem\">is not a decimal string");
        MockHttpServletResponse unknown = send(admin, "/console/scopes/new", fields("write:wrong"), "tool",
                "https://nowhere.example", "op", "review");
        assertThat(unknown.getStatus()).isEqualTo(422);
        assertThat(unknown.getContentAsString()).contains("id=\"tool-problem\" class=\"problem\">is none of the tools");
    }

    @Test
    void aBrowserWithScriptsGetsTheFormAlone() throws Exception {
        Browser admin = browser("admin");
        MockHttpServletRequestBuilder request = post("/console/scopes/new").header("HX-Request", "true");
        fields("refunds").forEach(request::param);
        MockHttpServletResponse live = admin.send(request.param("_csrf", admin.csrf())).getResponse();
        assertThat(live.getStatus()).isEqualTo(200);
        assertThat(live.getContentAsString().strip()).startsWith("<form id=\"editor\"")
                .contains("class=\"problem\">name is not a scope name</li>").doesNotContain("<html");
    }

    @Test
    void aLinkFillsInAFormAndSavesNothing() throws Exception {
        Browser admin = browser("admin");
        String revision = registry.revision();
        assertThat(page(admin, "/console/scopes/new?name=write:linked&tool=" + TOOL + "&action=do&parameters=amount,note"
                + "&identifier=thing-7&limit.do.amount=80.00%20USD&op=save&why=x")).contains("value=\"write:linked\"",
                        "value=\"thing-7\"", "value=\"80.00\"", "id=\"a0.p1.name\"");
        assertThat(registry.revision()).isEqualTo(revision);
        send(admin, "/console/scopes/new", fields("write:linked"), "op", "save", "why", "x");
        MockHttpServletResponse known = admin.send(get("/console/scopes/new").queryParam("name", "write:linked")
                .queryParam("limit.do.amount", "20.00")).getResponse();
        assertThat(known.getHeader("Location")).isEqualTo("/console/scopes/write:linked/edit");
        assertThat(page(admin, known.getHeader("Location") + "?limit.do.amount=20.00")).contains("value=\"20.00\"");
    }

    @Test
    void whatIsRetiredWasShownBeforeAndStaysInTheHistory() throws Exception {
        Browser admin = browser("admin");
        send(admin, "/console/scopes/new", fields("write:old"), "op", "save", "why", "x");
        send(admin, "/console/scopes/new", fields("write:older"), "op", "save", "why", "x");
        Map<String, String> both = Map.of("name", "old-and-older", "tool", TOOL, "description", "Both", "scopes",
                "write:old\r\nwrite:older", "agents", "", "seen", "");
        MockHttpServletResponse review = send(admin, "/console/compositions/+new", both, "op", "review");
        assertThat(review.getContentAsString()).contains("wider", "- write:older");
        assertThat(send(admin, "/console/compositions/+new", hidden(review), "op", "save", "why", "x").getStatus())
                .isEqualTo(303);
        assertThat(page(admin, "/console/scopes/write:old/retire")).contains("old-and-older");
        MockHttpServletResponse named = press(admin, "/console/scopes/write:old/retire", "why", "over");
        assertThat(named.getStatus()).isEqualTo(422);
        assertThat(named.getContentAsString()).contains("is named by the active composition old-and-older");
        assertThat(press(admin, "/console/compositions/old-and-older/retire", "why", "over").getHeader("Location"))
                .isEqualTo("/console/compositions/old-and-older?done=retired");
        assertThat(press(admin, "/console/scopes/write:old/retire", "why", "").getStatus()).isEqualTo(422);
        assertThat(active("write:old")).isTrue();
        assertThat(press(admin, "/console/scopes/write:old/retire", "why", "over").getStatus()).isEqualTo(303);
        assertThat(active("write:old")).isFalse();
        assertThat(page(admin, "/console/scopes?state=retired&search=write:old")).contains("write:old");
    }

    @Test
    void aRuleIsWrittenAndChanged() throws Exception {
        Browser admin = browser("admin");
        Map<String, String> rule = Map.of("name", "no-mix", "description", "Never both", "scopes", "", "labels", "a-one\nb-two",
                "seen", "");
        assertThat(send(admin, "/console/rules/+new", rule, "labels", "a-one", "op", "review").getStatus()).isEqualTo(422);
        assertThat(send(admin, "/console/rules/+new", rule, "op", "save", "why", "x").getStatus()).isEqualTo(303);
        assertThat(page(admin, "/console/rules/no-mix/edit")).contains("a-one\nb-two");
        assertThat(page(admin, "/console/rules")).contains("no-mix");
    }

    @Test
    void whatNobodyUsesLeadsToWhereItIsTakenAwayOrRetired() throws Exception {
        Browser admin = browser("admin");
        send(admin, "/console/scopes/new", fields("write:idle"), "op", "save", "why", "x");
        assertThat(admin.send(put("/admin/api/v1/agents/idle").header("If-None-Match", "*")
                .header("X-CSRF-TOKEN", admin.csrf()).contentType("application/json").content("""
                        {"name": "Idle", "method": "none", "redirect_uris": ["https://a.example"],
                         "allowed_scopes": ["write:idle"]}""")).getResponse().getStatus()).isEqualTo(201);
        assertThat(page(admin, "/console/usage?agent=idle")).contains(
                "href=\"/console/agents/idle/edit?without=write%3Aidle\"", "href=\"/console/scopes/write:idle/retire\"")
                .doesNotContain("??");
        assertThat(page(browser("auditor"), "/console/usage?agent=idle")).doesNotContain("?without=", "/retire\"");
    }

    /** What a refused caller asked for stands beside the rule, which stays as it is, however often it is looked at. */
    @Test
    void aLinkOfARefusalShowsWhatWasAskedForAndWidensNothing() throws Exception {
        Browser admin = browser("admin");
        send(admin, "/console/scopes/new", fields("write:asked"), "op", "save", "why", "x");
        String edit = "/console/scopes/write:asked/edit";
        MockHttpServletResponse opened = admin.send(get(URI.create(edit + "?asked.identifier=%3Cb%3Eparcel-1"
                + "&asked.do.amount=late&asked.do.note=hi&asked.action=undo"))).getResponse();
        String[] said = {"A refused call asked for &lt;b&gt;parcel-1, which this rule does not allow",
            "A refused call asked for late, which", "A refused call said do.note: hi.",
            "A refused call asked for the action undo",
            "value=\"thing-[0-9]{1,10}\"", "value=\"50.00\""};
        assertThat(opened.getContentAsString()).contains(said).doesNotContain("??");
        MockHttpServletResponse preview = send(admin, edit, fields("write:asked"), "asked.identifier", "<b>parcel-1",
                "asked.do.amount", "late", "asked.do.note", "hi", "asked.action", "undo", "op", "preview");
        assertThat(preview.getContentAsString()).contains(said);
        assertThat(page(admin, edit)).doesNotContain("A refused call");
    }

    /** What nobody looked at is not taken out of force; once it is looked at, it is. */
    @Test
    void aRuleThatWasTightenedSinceThePageWasOpenedIsShownAnewAndNotRetired() throws Exception {
        Browser admin = browser("admin");
        Map<String, String> rule = Map.of("name", "no-late", "description", "Never both", "scopes", "", "labels",
                "late-one\nlate-two", "seen", "");
        send(admin, "/console/rules/+new", rule, "op", "save", "why", "x");
        Map<String, String> opened = hidden(admin.send(get("/console/rules/no-late/retire")).getResponse());
        Map<String, String> edited = hidden(admin.send(get("/console/rules/no-late/edit")).getResponse());
        assertThat(send(browser("admin"), "/console/rules/no-late/edit", rule, "labels", "late-one\nlate-two\nlate-three",
                "seen", edited.get("seen"), "op", "save", "why", "x").getStatus()).isEqualTo(303);

        MockHttpServletResponse stale = send(admin, "/console/rules/no-late/retire", opened, "why", "over");
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getContentAsString()).contains("What changed meanwhile", "late-three", "in force, version 2");
        assertThat(send(admin, "/console/rules/no-late/retire", Map.of("why", "over")).getStatus()).isEqualTo(412);
        assertThat(registry.neverTogether(List.of(), List.of("late-three"))).hasSize(1);
        assertThat(send(admin, "/console/rules/no-late/retire", hidden(stale), "why", "over").getStatus()).isEqualTo(303);
        assertThat(registry.neverTogether(List.of(), List.of("late-three"))).isEmpty();
    }

    @Test
    void aDraftWhoseEntryWasRetiredSinceThePageWasOpenedIsNotActivated() throws Exception {
        Browser admin = browser("admin");
        send(admin, "/console/scopes/new", fields("write:back"), "op", "save", "why", "x");
        ToolScope scope = registry.active(new ScopeName("write:back")).orElseThrow();
        registryAdmin.draft(
                new RegistryDocument(List.of(new RegisteredTool(TOOL, "Pages", "{\"keys\":[]}")),
                        List.of(new ToolScope(scope.name(),
                                ToolScope.UNREGISTERED, scope.tool(), "Do one thing more", scope.effect(), scope.lifetime(),
                                scope.maxUses(),
                                scope.labels(), scope.identifier(), scope.actions(), scope.runDefault()))),
                new Change("test", "test"));
        MockHttpServletResponse opened = admin.send(get("/console/scopes/write:back")).getResponse();
        press(browser("admin"), "/console/scopes/write:back/retire", "why", "over");

        MockHttpServletResponse stale = send(admin, "/console/scopes/write:back/activate", hidden(opened), "why", "x");
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(active("write:back")).isFalse();
        assertThat(send(admin, "/console/scopes/write:back/activate", hidden(stale), "why", "x").getStatus()).isEqualTo(303);
        assertThat(active("write:back")).isTrue();
    }

    @Test
    void anAuditorSeesEverythingAndIsToldWhyItCannotBeChanged() throws Exception {
        Browser auditor = browser("auditor");
        send(browser("admin"), "/console/scopes/new", fields("write:seen"), "op", "save", "why", "x");
        assertThat(page(auditor, "/console/scopes/write:seen")).doesNotContain("/edit\"", "/retire\"");
        assertThat(page(auditor, "/console/scopes/write:seen/edit")).contains("Only an administrator can change this.",
                "value=\"review\" aria-describedby=\"read-only\" disabled=\"disabled\"");
        assertThat(send(auditor, "/console/scopes/new", fields("write:never"), "op", "save", "why", "x").getStatus())
                .isEqualTo(403);
        assertThat(active("write:never")).isFalse();
    }

    @Test
    void aToolIsReviewedBeforeItIsRegisteredOrChanged() throws Exception {
        Browser admin = browser("admin");
        Map<String, String> tool = Map.of("resource", "https://gifts.example", "name", "Gifts", "jwks",
                "{\"keys\":[" + KEY + "]}", "seen", "");
        assertThat(send(admin, "/console/tools/+new", tool, "op", "review", "jwks", "{\"keys\":[{\"kty\":\"oct\"}]}")
                .getContentAsString()).contains("jwks.keys[0].kty is not EC");
        assertThat(send(admin, "/console/tools/+new", tool, "op", "review", "resource", WebServer.ISSUER + "/x")
                .getContentAsString()).contains("lies at or under the issuer");
        MockHttpServletResponse review = send(admin, "/console/tools/+new", tool, "op", "review");
        assertThat(review.getContentAsString()).contains("https://gifts.example is not registered yet.",
                THUMBPRINT + " kid first</ins>");
        assertThat(registry.tool("https://gifts.example")).isEmpty();
        MockHttpServletResponse silent = send(admin, "/console/tools/+new", hidden(review), "op", "save", "why", "");
        assertThat(silent.getStatus()).isEqualTo(422);
        assertThat(silent.getContentAsString()).contains("id=\"why-problem\"");
        MockHttpServletResponse made = send(admin, "/console/tools/+new", hidden(silent), "op", "save", "why", "new gifts");
        assertThat(made.getStatus()).isEqualTo(303);

        String where = made.getHeader("Location").replaceFirst("\\?.*", "");
        MockHttpServletResponse opened = admin.send(get(where)).getResponse();
        Map<String, String> changed = Map.of("name", "All gifts", "jwks", "{\"keys\":[]}", "seen",
                hidden(opened).get("seen"));
        MockHttpServletResponse second = send(admin, where, changed, "op", "review");
        assertThat(second.getContentAsString()).contains(">Gifts</del>", ">All gifts</ins>", THUMBPRINT + " kid first</del>",
                "The key " + THUMBPRINT + " goes").doesNotContain("not registered yet");
        assertThat(send(admin, where, hidden(second), "op", "save", "why", "less").getStatus()).isEqualTo(303);
        assertThat(page(admin, where)).contains("new gifts", "less", ">All gifts</ins>", "by registry-admin");

        MockHttpServletResponse stale = send(admin, where, hidden(second), "name", "Some gifts", "op", "save", "why", "late");
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getContentAsString()).contains(">All gifts</del>", ">Some gifts</ins>", "Somebody else");
        assertThat(registry.tool("https://gifts.example").orElseThrow().name()).isEqualTo("All gifts");
        assertThat(send(admin, where, hidden(stale), "op", "save", "why", "late").getStatus()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "PAGES, true", "pages.example, true", "gifts-of, false"})
    void toolsAreFoundByNameAndAddress(String search, boolean found) throws Exception {
        String page = page(browser("admin"), "/console/tools?search=" + search);
        assertThat(page.contains(TOOL + "</td>")).isEqualTo(found);
        assertThat(page.contains("Nothing matches this filter.")).isNotEqualTo(found);
    }

    /** The one button that asks anybody asks no address that is not public; nothing else asks at all. */
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d", "http://localhost:%d", "http://[::1]:%d", "http://0.0.0.0:%d",
        "http://169.254.169.254", "http://2130706433:%d", "http://0177.0.0.1:%d", "http://[::ffff:127.0.0.1]:%d",
        "gopher://127.0.0.1:%d", "file:///etc/passwd", "https://127.0.0.1:%d", ""})
    void noAddressThatIsTypedReachesAnInnerServer(String address) throws Exception {
        try (ServerSocket canary = new ServerSocket(0)) {
            canary.setSoTimeout(1);
            Browser admin = browser("admin");
            Map<String, String> tool = Map.of("resource", address.formatted(canary.getLocalPort()), "name", "Inner", "jwks",
                    "{\"keys\":[]}", "why", "x", "seen", "");
            assertThat(send(admin, "/console/tools/+new", tool, "op", "import").getStatus()).isEqualTo(422);
            assertThat(send(admin, "/console/tools/+new", tool, "op", "save").getStatus()).isIn(303, 422);
            assertThatThrownBy(canary::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theWholeDocumentIsComparedAndApplied() throws Exception {
        Browser admin = browser("admin");
        assertThat(page(admin, "/console/registry")).contains("tools:");
        String yaml = "tools:\r\n- {resource: \"https://documents.example\", name: Documents, jwks: {keys: []}}\r\n";
        MockHttpServletResponse plan = send(admin, "/console/registry", Map.of("yaml", yaml, "op", "plan"));
        assertThat(plan.getContentAsString()).contains("tool https://documents.example", "value=\"apply\"");
        String revision = hidden(plan).get("revision");
        assertThat(send(admin, "/console/registry", Map.of("yaml", yaml, "op", "apply", "revision", "0", "why", "x")).getStatus())
                .isEqualTo(412);
        assertThat(send(admin, "/console/registry", Map.of("yaml", yaml, "op", "apply", "revision", revision, "why", "x"))
                .getStatus()).isEqualTo(303);
        assertThat(registry.tool("https://documents.example")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools: !!javax.script.ScriptEngineManager [1]", "a: &a [x]\nb: *a", "<!DOCTYPE x><x/>", "tools: {",
        "", "tools:\n- {resource: \"https://x.example\", name: X, jwks_uri: \"http://127.0.0.1/\"}"})
    void aDocumentThatIsNoneIsRefusedWithItsPlace(String yaml) throws Exception {
        Browser admin = browser("admin");
        String revision = registry.revision();
        for (String operation : Set.of("plan", "apply")) {
            MockHttpServletResponse refused = send(admin, "/console/registry",
                    Map.of("yaml", yaml, "op", operation, "revision", revision, "why", "x"));
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(refused.getContentAsString()).contains("id=\"yaml-problem\"");
        }
        assertThat(registry.revision()).isEqualTo(revision);
    }

    /** Without a socket, because a server that stops reading may be taken for one that is broken. */
    @Test
    void aDocumentOf100MegabytesIsNotRead() throws Exception {
        Browser admin = browser("admin");
        MockHttpServletResponse refused = admin.send(put("/admin/api/v1/registry?why=x").header("If-Match", "\"0\"")
                .header("X-CSRF-TOKEN", admin.csrf()).contentType("application/yaml").content(new byte[100 << 20]))
                .getResponse();
        assertThat(refused.getStatus()).isEqualTo(413);
    }

    @Test
    void listsAreEmptyOrFilteredAndSayWhatToDo() throws Exception {
        Browser admin = browser("admin");
        assertThat(page(admin, "/console/scopes?search=nothing-like-it")).contains("Nothing matches this filter.",
                "Clear the filter");
        assertThat(page(admin, "/console/scopes?state=gone")).contains("state is none of draft, active and retired");
        assertThat(page(admin, "/console/scopes?after=x")).contains("is no cursor of this list");
        assertThat(admin.send(get("/console/scopes/read:nothing")).getResponse().getStatus()).isEqualTo(404);
        assertThat(admin.send(get("/console/tools/nothing")).getResponse().getStatus()).isEqualTo(404);
    }
}

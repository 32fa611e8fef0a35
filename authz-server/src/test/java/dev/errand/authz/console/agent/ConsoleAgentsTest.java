package dev.errand.authz.console.agent;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.dpop.JwkThumbprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** The pages about clients, as a browser without JavaScript has them. */
@WebServer
class ConsoleAgentsTest {

    private static final Pattern TAG = Pattern.compile("name=\"tag\" value=\"([^\"]+)\"");
    private static final Pattern TICKED = Pattern.compile("name=\"scope\\.chosen-[0-9]+\"[^>]*value=\"([^\"]+)\" checked");
    private static final ECKey KEY = RunningServer.key();
    private static final ECKey OTHER = RunningServer.key();

    private final MockMvc mvc;
    private final Users users;
    private final Agents agents;
    private Browser admin;

    @Autowired
    ConsoleAgentsTest(MockMvc mvc, Users users, Agents agents) {
        this.mvc = mvc;
        this.users = users;
        this.agents = agents;
    }

    @BeforeEach
    void logIn() throws Exception {
        this.admin = browser(Role.ADMIN);
    }

    private Browser browser(Role role) throws Exception {
        String name = "agents-" + role.word();
        users.registerIfAbsent(new UserAccount(name, name, name, Set.of(role), true), users.hash("x"), "test");
        Browser browser = new Browser(mvc);
        browser.logIn(name, "x");
        return browser;
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return admin.send(request).getResponse();
    }

    private MockHttpServletRequestBuilder form(String path) throws Exception {
        return post(path).param("_csrf", admin.csrf());
    }

    private MockHttpServletRequestBuilder registration(String id) throws Exception {
        return form("/console/new-agent").param("client_id", id).param("name", "Helper").param("method", "private_key_jwt")
                .param("redirect_uris", "https://agent.example/cb\r\n\r\nhttp://127.0.0.1/cb\r\n")
                .param("scope.0", "read:orders");
    }

    private String registered() throws Exception {
        String id = "c-" + UUID.randomUUID();
        MockHttpServletResponse made = send(registration(id).param("jwks", KEY.toPublicJWK().toJSONString()));
        assertThat(made.getStatus()).as(made.getContentAsString()).isEqualTo(303);
        assertThat(made.getHeader("Location")).isEqualTo("/console/agents/" + id + "?done=registered");
        return id;
    }

    private static String tag(String page) {
        Matcher tag = TAG.matcher(page);
        assertThat(tag.find()).as(page).isTrue();
        return tag.group(1);
    }

    @Test
    void registersAClientAndShowsItsKeys() throws Exception {
        String id = registered();
        assertThat(agents.find(id).orElseThrow().redirectUris()).containsExactly("https://agent.example/cb",
                "http://127.0.0.1/cb");
        String page = send(get("/console/agents/" + id).param("done", "registered")).getContentAsString();
        assertThat(page).contains("The client is registered.", JwkThumbprint.of(KEY), KEY.getKeyID(), "read:orders",
                "https://agent.example/cb").doesNotContain("??", "style=", "<script>");
        String list = send(get("/console/agents").param("search", id)).getContentAsString();
        assertThat(list).contains("/console/agents/" + id + "\"").doesNotContain("??");
        assertThat(send(registration(id).param("jwks", KEY.toPublicJWK().toJSONString())).getStatus()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # field       | value                                                                    | what the page says
            jwks          | -----BEGIN PUBLIC KEY-----                                                | This is PEM
            jwks          | not JSON                                                                 | This is not JSON
            jwks          | ''                                                                       | This has no key
            redirect_uris | javascript:alert(1)                                                      | Line 1 is no address
            client_id     | 'a b'                                                                    | This is not 1 to 255
            name          | ' '                                                                      | This is empty
            role          | admin                                                                    | This goes with keys
            """)
    void saysAtTheFieldWhatIsWrongAndKeepsWhatWasTyped(String field, String value, String sentence) throws Exception {
        String id = "c-" + UUID.randomUUID();
        MockHttpServletRequestBuilder request = form("/console/new-agent");
        for (String one : List.of("client_id:" + id, "name:Helper", "method:private_key_jwt",
                "redirect_uris:https://kept.example/cb", "jwks:" + KEY.toPublicJWK().toJSONString())) {
            String[] pair = one.split(":", 2);
            request.param(pair[0], pair[0].equals(field) ? value : pair[1]);
        }
        if (field.equals("role")) {
            request.param("role.admin", value);
        }
        MockHttpServletResponse refused = send(request);
        assertThat(refused.getStatus()).isEqualTo(422);
        String page = refused.getContentAsString();
        assertThat(page).contains(sentence, "-problem\"");
        assertThat(page.contains("kept.example")).isNotEqualTo(field.equals("redirect_uris"));
        assertThat(agents.find(id)).isEmpty();
    }

    @Test
    void doesNotShowAPrivateKeyAgain() throws Exception {
        MockHttpServletResponse refused = send(registration("careless").param("jwks", KEY.toJSONString()));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("has private members").doesNotContain(KEY.getD().toString());
    }

    @Test
    void showsWhatIsDifferentBeforeItSavesIt() throws Exception {
        String id = registered();
        String edit = send(get("/console/agents/" + id + "/edit")).getContentAsString();
        MockHttpServletResponse review = send(changed("/console/agents/" + id + "/review", tag(edit), "New name"));
        assertThat(review.getStatus()).isEqualTo(200);
        assertThat(review.getContentAsString()).contains("<del class=\"line\">Helper</del>",
                "<ins class=\"line\">New name</ins>", "The key " + KEY.getKeyID() + " goes", "no live run");
        assertThat(agents.find(id).orElseThrow().name()).isEqualTo("Helper");

        MockHttpServletResponse saved = send(changed("/console/agents/" + id + "/save", tag(edit), "New name"));
        assertThat(saved.getStatus()).isEqualTo(303);
        assertThat(agents.find(id).orElseThrow().name()).isEqualTo("New name");
        MockHttpServletResponse late = send(changed("/console/agents/" + id + "/save", tag(edit), "Too late"));
        assertThat(late.getStatus()).isEqualTo(409);
        assertThat(late.getContentAsString()).contains("Somebody else changed this", "New name", "Too late");
        assertThat(agents.find(id).orElseThrow().name()).isEqualTo("New name");
    }

    /** A link of a refusal, or of what nobody uses, fills in the form and changes nothing. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # query               | ticked                  | said
            -                     | read:orders             | -
            scope=write:gifts     | read:orders write:gifts | has ticked write:gifts
            scope=read:orders     | read:orders             | -
            scope=a%20b           | read:orders             | -
            without=read:orders   | -                       | has unticked read:orders
            without=write:gifts   | read:orders             | -
            """)
    void aLinkTicksOrUnticksAScopeAndSavesNothing(@Nullable String query, @Nullable String ticked, @Nullable String said)
            throws Exception {
        String id = registered();
        String page = send(get(URI.create("/console/agents/" + id + "/edit" + (query == null ? "" : "?" + query))))
                .getContentAsString();
        assertThat(TICKED.matcher(page).results().map(one -> one.group(1)).toList())
                .isEqualTo(ticked == null ? List.of() : List.of(ticked.split(" ")));
        assertThat(page.contains("The link that you followed")).isEqualTo(said != null);
        assertThat(page).contains(said == null ? "" : said).doesNotContain("??");
        assertThat(agents.find(id).orElseThrow().allowedScopes()).containsExactly("read:orders");
    }

    /** Without its key, which is not ticked as one that stays, it has another. */
    private MockHttpServletRequestBuilder changed(String path, String tag, String name) throws Exception {
        return form(path).param("tag", tag).param("name", name).param("method", "private_key_jwt")
                .param("jwks", OTHER.toPublicJWK().toJSONString()).param("redirect_uris", "https://agent.example/cb")
                .param("scope.0", "read:orders");
    }

    @Test
    void findsScopesWithoutScriptAndWithIt() throws Exception {
        MockHttpServletResponse found = send(form("/console/new-agent").param("step", "find").param("find", "no-such")
                .param("scope.0", "read:orders").param("name", "Typed so far"));
        assertThat(found.getStatus()).isEqualTo(200);
        assertThat(found.getContentAsString()).contains("Typed so far", "No other scope has that in its name.")
                .containsPattern("name=\"scope.chosen-0\"[^>]*value=\"read:orders\" checked");
        String fragment = send(get("/console/agent-scopes").param("find", "no-such").param("scope.0", "read:orders"))
                .getContentAsString();
        assertThat(fragment.strip()).startsWith("<div id=\"choices\"").contains("read:orders").doesNotContain("<html");
    }

    @Test
    void aPageStaysSmallHoweverMuchAnAgentMayDo() throws Exception {
        Set<String> many = IntStream.range(0, 1000).mapToObj("read:a-scope-with-a-long-name-%04d"::formatted)
                .collect(Collectors.toSet());
        agents.register(new Agent("much", "Much", ClientMethod.NONE, new JWKSet(), List.of("https://a.example"), many, true),
                "test");
        String page = send(get("/console/agents/much")).getContentAsString();
        assertThat(page).contains("And 900 more").hasSizeLessThan(40_000);
        String edit = send(get("/console/agents/much/edit")).getContentAsString();
        assertThat(edit).contains("more scopes than a form holds").containsPattern("<button[^>]+disabled")
                .hasSizeLessThan(40_000);
    }

    @Test
    void disablesAfterAPreviewAndEnablesAgain() throws Exception {
        String id = registered();
        assertThat(send(get("/console/agents/" + id + "/disable")).getContentAsString()).contains("It ends no run");
        assertThat(send(form("/console/agents/" + id + "/disable")).getHeader("Location"))
                .isEqualTo("/console/agents/" + id + "?done=disabled");
        assertThat(agents.find(id).orElseThrow().enabled()).isFalse();
        assertThat(send(form("/console/agents/" + id + "/enable")).getStatus()).isEqualTo(303);
        assertThat(agents.find(id).orElseThrow().enabled()).isTrue();
    }

    @Test
    void anAuditorSeesWhatIsOffAndWhy() throws Exception {
        String id = registered();
        Browser auditor = browser(Role.AUDITOR);
        for (String path : List.of("/edit", "/disable")) {
            String page = auditor.send(get("/console/agents/" + id + path)).getResponse().getContentAsString();
            assertThat(page).contains("Only an administrator can change this.").containsPattern("<button[^>]+disabled")
                    .contains("id=\"read-only\"").doesNotContain("??");
        }
        assertThat(auditor.send(get("/console/new-agent")).getResponse().getStatus()).isEqualTo(200);
        assertThat(auditor.send(post("/console/agents/" + id + "/disable").param("_csrf", auditor.csrf())).getResponse()
                .getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"/console/agents/nothing, 404", "/console/agents?after=x, 400", "/console/agents?enabled=x, 400",
        "/console/agents?search=zzz-nothing, 200", "/console/agents/~, 404"})
    void answersWhatIsNotThere(String path, int status) throws Exception {
        assertThat(send(get(URI.create(path))).getStatus()).isEqualTo(status);
    }
}

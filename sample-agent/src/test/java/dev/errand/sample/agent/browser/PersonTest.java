package dev.errand.sample.agent.browser;

import java.net.URI;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PersonTest {

    @RegisterExtension
    static final WireMockExtension SITE = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort()).build();

    private static final String LOGIN = """
            <form action="/login" method="post"><input type="hidden" name="_csrf" value="c1">
            <input name="username"><input type="password" name="password"></form>""";
    private static final String CONSENT = """
            <form action="/consent" method="post"><input type="hidden" name="_csrf" value="c2">
            <button name="decision" value="approve">Yes</button><button name="decision" value="deny">No</button></form>""";

    private URI site;
    private Person dana;

    @BeforeEach
    void opensSite() {
        site = URI.create(SITE.baseUrl());
        dana = new Person(new Account("dana", "pass word"), site);
        SITE.stubFor(get("/authorize").willReturn(redirect("/login")));
        SITE.stubFor(get("/authorize").withCookie("session", equalTo("s1")).willReturn(html(CONSENT)));
        SITE.stubFor(get("/login").willReturn(html(LOGIN)));
        SITE.stubFor(post("/login").willReturn(html(LOGIN)));
        SITE.stubFor(post("/login").withFormParam("password", equalTo("pass word")).withFormParam("_csrf", equalTo("c1"))
                .willReturn(redirect("/authorize").withHeader("Set-Cookie", "session=s1; Path=/; HttpOnly; SameSite=Lax")));
        SITE.stubFor(post("/consent").withRequestBody(containing("decision=approve"))
                .willReturn(redirect("http://127.0.0.1/callback?code=c")));
        SITE.stubFor(post("/consent").withRequestBody(containing("decision=deny"))
                .willReturn(redirect("http://127.0.0.1/callback?error=access_denied")));
    }

    @Test
    void logsInWhereAskedAndBringsBackTheResponse() {
        Landing consent = dana.follow(site.resolve("/authorize"));
        assertThat(dana.approve(consent)).hasToString("http://127.0.0.1/callback?code=c");
        assertThat(dana.follow(site.resolve("/authorize"))).as("logged in already")
                .isInstanceOfSatisfying(Landing.Page.class, page -> assertThat(page.uri()).hasPath("/authorize"));
    }

    @Test
    void deniesWhereThatIsTheDecision() {
        assertThat(dana.deny(dana.follow(site.resolve("/authorize")))).hasParameter("error", "access_denied");
    }

    @Test
    void saysThatTheLoginWasRefusedWithoutTellingThePassword() {
        Person forgetful = new Person(new Account("dana", "wrong-one"), site);
        assertThatThrownBy(() -> forgetful.follow(site.resolve("/authorize")))
                .hasMessageContaining("dana").hasMessageNotContaining("wrong-one");
    }

    /** The login page of somebody who is logged in has both forms. */
    @Test
    void logsInWithoutTargetAndOut() {
        String loggedIn = "<form action='/logout'><input type=hidden name=_csrf value=c3><button>Out</button></form>" + LOGIN;
        SITE.stubFor(post("/login").withFormParam("password", equalTo("pass word")).willReturn(html(loggedIn)));
        dana.logIn();

        SITE.stubFor(get("/login").willReturn(html(loggedIn)));
        SITE.stubFor(post("/logout").withFormParam("_csrf", equalTo("c3")).willReturn(redirect("/login")));
        assertThatCode(() -> dana.logOut()).doesNotThrowAnyException();
        SITE.verify(postRequestedFor(urlEqualTo("/logout")));
    }

    @Test
    void cannotLogOutWhereNobodyIsLoggedIn() {
        assertThatThrownBy(() -> dana.logOut()).hasMessageContaining("logout");
    }

    /** Nobody may take an error page for the end of a session. */
    @Test
    void saysThatTheLogoutDidNotHappen() {
        SITE.stubFor(get("/login").willReturn(html("<form action='/logout'><button>Out</button></form>" + LOGIN)));
        SITE.stubFor(post("/logout").willReturn(html("<p>Try again later</p>").withStatus(503)));
        assertThatThrownBy(() -> dana.logOut()).hasMessageContaining("503");
    }

    @Test
    void givesUpOnRedirectsWithoutEnd() {
        SITE.stubFor(get("/loop").willReturn(redirect("/loop")));
        assertThatThrownBy(() -> dana.follow(site.resolve("/loop"))).hasMessageContaining("redirects");
    }

    private static ResponseDefinitionBuilder redirect(String location) {
        return temporaryRedirect(location).withStatus(302);
    }

    private static ResponseDefinitionBuilder html(String body) {
        return aResponse().withHeader("Content-Type", "text/html").withBody(body);
    }

}

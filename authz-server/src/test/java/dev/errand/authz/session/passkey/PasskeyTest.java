package dev.errand.authz.session.passkey;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.testing.VirtualAuthenticator;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static dev.errand.authz.testing.VirtualAuthenticator.USER_PRESENT;
import static dev.errand.authz.testing.VirtualAuthenticator.USER_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Passkeys over the whole server: Web Authentication §7.1 and §7.2, and what is particular to this one. */
@WebServer
class PasskeyTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockMvc mvc;
    private final JdbcClient jdbc;
    private final Users users;
    private String name;
    private PasskeyBrowser user;

    @Autowired
    PasskeyTest(MockMvc mvc, JdbcClient jdbc, Users users) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.users = users;
    }

    @BeforeEach
    void logIn() throws Exception {
        name = "passkey-" + UUID.randomUUID();
        user = newUser(name);
    }

    private PasskeyBrowser newUser(String username) throws Exception {
        users.register(new UserAccount(username, username, "Ada", Set.of(Role.ADMIN), true), users.hash("x"), "test");
        PasskeyBrowser browser = new PasskeyBrowser(mvc);
        browser.browser.logIn(username, "x");
        return browser;
    }

    private List<String> events() {
        return jdbc.sql("select kind from event where subject = :subject and kind like 'passkey%' order by event_id")
                .param("subject", name).query(String.class).list();
    }

    private String id() {
        return jdbc.sql("select credential_hash from passkey where subject = :subject").param("subject", name)
                .query(String.class).single();
    }

    @Test
    void registersLogsInAndRemoves() throws Exception {
        assertThat(user.page("/my/security")).contains("You have no passkey yet.").doesNotContain("??");
        MockHttpServletResponse registered = user.register("Laptop <b>");
        assertThat(registered.getStatus()).isEqualTo(303);
        assertThat(registered.getHeader("Location")).isEqualTo("/my/security?done=registered");
        assertThat(user.browser.cookie(PasskeyBrowser.COOKIE)).isNull();
        assertThat(user.page("/my/security?done=registered")).contains("Laptop &lt;b&gt;", "The passkey is registered", ">Never<")
                .doesNotContain("??");

        user.logOut();
        assertThat(user.isLoggedIn()).isFalse();
        MockHttpServletResponse login = user.logIn();
        assertThat(login.getHeader("Location")).isEqualTo("/");
        assertThat(user.isLoggedIn()).isTrue();
        assertThat(user.page("/my/security")).doesNotContain(">Never<");
        assertThat(jdbc.sql("select login_method from user_session where subject = :name and state = 'live'")
                .param("name", name).query(String.class).list()).containsExactly("passkey");

        String remove = "/my/security/passkeys/" + id() + "/remove";
        assertThat(user.page(remove)).contains("Remove this passkey?", "It is your only one").doesNotContain("??");
        assertThat(user.browser.send(post(remove).param("_csrf", user.browser.csrf())).getResponse().getHeader("Location"))
                .isEqualTo("/my/security?done=removed");
        user.logOut();
        assertThat(user.logIn().getHeader("Location")).isEqualTo("/login?error");
        assertThat(events()).containsExactly("passkey_registered", "passkey_used", "passkey_removed");
    }

    @Test
    void theLedgerHasTheHashOfTheCredentialAndNoKey() throws Exception {
        user.register("Laptop");

        assertThat(jdbc.sql("select detail from event where subject = :name and kind = 'passkey_registered'")
                .param("name", name).query(String.class).single()).isEqualTo(id())
                .isNotEqualTo(user.authenticator.credentialId).hasSize(43);
    }

    @Test
    void asksForAVerifiedUserAndAPasskeyThatKnowsItsUser() throws Exception {
        JsonNode creation = JSON.readTree(user.options("/my/security/passkeys"));
        assertThat(creation.at("/rp/id").asString()).isEqualTo("as.example");
        assertThat(creation.at("/user/name").asString()).isEqualTo(name);
        assertThat(creation.at("/authenticatorSelection/userVerification").asString()).isEqualTo("required");
        assertThat(creation.at("/authenticatorSelection/residentKey").asString()).isEqualTo("required");
        assertThat(creation.at("/attestation").asString()).isEqualTo("none");
        assertThat(Base64.getUrlDecoder().decode(creation.at("/challenge").asString())).hasSize(32);
        assertThat(Base64.getUrlDecoder().decode(creation.at("/user/id").asString())).hasSize(32);

        JsonNode request = JSON.readTree(user.options("/login/passkey"));
        assertThat(request.at("/userVerification").asString()).isEqualTo("required");
        assertThat(request.at("/rpId").asString()).isEqualTo("as.example");
        assertThat(request.at("/allowCredentials").size()).isZero();
        assertThat(request.toString()).doesNotContain(":null");
        assertThat(creation.toString()).doesNotContain(":null");
    }

    @Test
    void theCookieOfTheChallengeIsTheBrowsersAlone() throws Exception {
        String cookie = user.browser.send(post("/login/passkey/options").header("X-CSRF-TOKEN", user.browser.csrf()))
                .getResponse().getHeaders("Set-Cookie").stream().filter(one -> one.startsWith(PasskeyBrowser.COOKIE + "="))
                .findFirst().orElseThrow();
        assertThat(cookie).contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=300").doesNotContain("Domain");
    }

    @Test
    void nothingOfACeremonyWorksWithoutThePagesToken() throws Exception {
        for (String path : List.of("/login/passkey/options", "/login/passkey", "/my/security/passkeys/options",
                "/my/security/passkeys", "/my/security/passkeys/x/remove")) {
            assertThat(user.browser.send(post(path)).getResponse().getStatus()).as(path).isEqualTo(403);
        }
    }

    static Stream<Arguments> spoiltPasskeys() {
        return Stream.of(spoilt("another origin", one -> one.origin = "https://evil.example"),
                spoilt("the origin over http", one -> one.origin = "http://as.example"),
                spoilt("another port", one -> one.origin = "https://as.example:8443"),
                spoilt("another relying party", one -> one.rpId = "evil.example"),
                spoilt("another challenge", one -> one.challenge = "A".repeat(43)),
                spoilt("the other ceremony", one -> {
                    one.createType = "webauthn.get";
                    one.getType = "webauthn.create";
                }), spoilt("a user who was not verified", one -> one.flags = USER_PRESENT),
                spoilt("a user who was not there", one -> one.flags = USER_VERIFIED));
    }

    private static Arguments spoilt(String name, Consumer<VirtualAuthenticator> change) {
        return argumentSet(name, change);
    }

    @ParameterizedTest
    @MethodSource("spoiltPasskeys")
    void refusesToRegister(Consumer<VirtualAuthenticator> change) throws Exception {
        change.accept(user.authenticator);
        MockHttpServletResponse refused = user.register("Laptop");
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("The passkey was not registered", "value=\"Laptop\"")
                .doesNotContain("??");
        assertThat(events()).isEmpty();

        PasskeyBrowser untouched = newUser(name + "-twin");
        assertThat(untouched.register("Laptop").getStatus()).isEqualTo(303);
    }

    @ParameterizedTest
    @MethodSource("spoiltPasskeys")
    void refusesToLogInWith(Consumer<VirtualAuthenticator> change) throws Exception {
        user.register("Laptop");
        user.logOut();
        VirtualAuthenticator own = user.authenticator;
        String origin = own.origin;
        change.accept(own);
        assertThat(user.logIn().getHeader("Location")).isEqualTo("/login?error");
        assertThat(user.isLoggedIn()).isFalse();

        own.origin = origin;
        own.rpId = "as.example";
        own.challenge = null;
        own.getType = "webauthn.get";
        own.flags = USER_PRESENT | USER_VERIFIED;
        assertThat(user.logIn().getHeader("Location")).isEqualTo("/");
        assertThat(events()).containsExactly("passkey_registered", "passkey_used");
    }

    static Stream<Arguments> strangers() {
        return Stream.of(spoilt("another key", VirtualAuthenticator::changeKey),
                spoilt("another user", one -> one.userHandle = "A".repeat(43)),
                spoilt("an unknown credential", one -> one.credentialId = "A".repeat(43)),
                spoilt("a counter that stands still", one -> one.counter -= 1),
                spoilt("no counter any more", one -> one.counter = -1));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void refusesWhoeverIsNotTheOneThatRegistered(Consumer<VirtualAuthenticator> change) throws Exception {
        user.register("Laptop");
        user.logIn();
        user.logOut();
        change.accept(user.authenticator);

        assertThat(user.logIn().getHeader("Location")).isEqualTo("/login?error");
        assertThat(user.isLoggedIn()).isFalse();
    }

    @Test
    void anAuthenticatorThatCountedLessBeforeRaisesAnAlarm() throws Exception {
        user.register("Laptop");
        user.logIn();
        user.authenticator.counter -= 1;
        user.logIn();

        assertThat(events()).endsWith("passkey_used", "passkey_cloned");
        assertThat(jdbc.sql("select count(*) from event where kind = 'passkey_cloned' and alarm and subject = :name")
                .param("name", name).query(Long.class).single()).isOne();
    }

    @Test
    void anAuthenticatorThatDoesNotCountIsBelievedEachTime() throws Exception {
        user.authenticator.counter = 0;
        user.register("Laptop");
        for (int i = 0; i < 2; i++) {
            user.authenticator.counter = -1;
            assertThat(user.logIn().getHeader("Location")).isEqualTo("/");
        }
    }

    @Test
    void anAnswerIsGoodOnceAndInItsOwnBrowser() throws Exception {
        user.authenticator.counter = 0;
        user.register("Laptop");
        user.logOut();
        String answer = user.authenticator.get(user.options("/login/passkey"));
        Cookie challenge = user.browser.cookie(PasskeyBrowser.COOKIE);
        PasskeyBrowser thief = new PasskeyBrowser(mvc);
        assertThat(thief.sendLogin(answer).getHeader("Location")).isEqualTo("/login?error");
        thief.options("/login/passkey");
        assertThat(thief.sendLogin(answer).getHeader("Location")).isEqualTo("/login?error");

        assertThat(user.sendLogin(answer).getHeader("Location")).isEqualTo("/");
        assertThat(user.browser.cookie(PasskeyBrowser.COOKIE)).isNull();
        user.browser.putCookie(challenge);
        assertThat(user.sendLogin(answer).getHeader("Location")).isEqualTo("/login?error");
        thief.browser.putCookie(challenge);
        assertThat(thief.sendLogin(answer).getHeader("Location")).isEqualTo("/login?error");
        assertThat(thief.isLoggedIn()).isFalse();
    }

    @Test
    void aChallengeIsForItsCeremonyAndItsSession() throws Exception {
        String creation = user.options("/my/security/passkeys");
        Cookie challenge = user.browser.cookie(PasskeyBrowser.COOKIE);
        PasskeyBrowser other = newUser(name + "-other");
        other.browser.putCookie(challenge);
        assertThat(other.sendRegistration(other.authenticator.create(creation), "Stolen").getStatus()).isEqualTo(422);

        String login = user.options("/login/passkey");
        assertThat(user.sendRegistration(user.authenticator.create(login), "Mixed").getStatus()).isEqualTo(422);
        user.browser.putCookie(challenge);
        assertThat(user.sendRegistration(user.authenticator.create(creation), "Own").getStatus()).isEqualTo(303);
        user.browser.putCookie(challenge);
        assertThat(user.sendRegistration(user.authenticator.create(creation), "Twice").getStatus()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "..", "AAAA.1.AAAA"})
    void aChallengeThatNobodySealedIsNone(String forged) throws Exception {
        String options = user.options("/my/security/passkeys");
        Cookie kept = user.browser.cookie(PasskeyBrowser.COOKIE);
        String spoilt = forged.isEmpty() ? kept.getValue().substring(0, kept.getValue().length() - 4) + "AAAA" : forged;
        user.browser.putCookie(new Cookie(PasskeyBrowser.COOKIE, spoilt));

        assertThat(user.sendRegistration(user.authenticator.create(options), "Laptop").getStatus()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"id\":\"AAAA\"}", "{\"id\":\"AAAA\",\"response\":{}}",
        "{\"id\":\"!\",\"response\":{\"clientDataJSON\":\"\",\"attestationObject\":\"\",\"transports\":[]}}",
        "{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":\"AAAA\",\"attestationObject\":\"AAAA\",\"transports\":[]}}",
        "{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":\"bnVsbA\",\"attestationObject\":\"9g\",\"transports\":[]}}",
        "{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":\"AAAA\",\"authenticatorData\":\"\",\"signature\":\"\",\"userHandle\":\"\"}}"})
    void anyBytesAreAnAnswerThatIsRefused(String credential) throws Exception {
        user.options("/my/security/passkeys");
        assertThat(user.sendRegistration(credential, "Laptop").getStatus()).isEqualTo(422);
        user.options("/login/passkey");
        assertThat(user.sendLogin(credential).getHeader("Location")).isEqualTo("/login?error");
    }

    @Test
    void onePasskeyIsOneUsers() throws Exception {
        user.register("Laptop");
        PasskeyBrowser other = newUser(name + "-second");
        PasskeyBrowser same = new PasskeyBrowser(mvc, user.authenticator);
        same.browser.logIn(name + "-second", "x");
        assertThat(same.register("Mine now").getStatus()).isEqualTo(422);

        assertThat(other.browser.send(get("/my/security/passkeys/" + id() + "/remove")).getResponse().getStatus())
                .isEqualTo(404);
        assertThat(other.browser.send(post("/my/security/passkeys/" + id() + "/remove").param("_csrf",
                other.browser.csrf())).getResponse().getStatus()).isEqualTo(404);
        assertThat(user.logIn().getHeader("Location")).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "a\u0000b", "a\u202eb"})
    void aNameIsPrintable(String label) throws Exception {
        MockHttpServletResponse refused = user.register(label);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("1 to 64 printable characters", "aria-invalid=\"true\"");
    }

    @Test
    void aDisabledUserLogsInWithNothing() throws Exception {
        user.register("Laptop");
        users.update(new UserAccount(name, name, "Ada", Set.of(Role.ADMIN), false), "test");
        assertThat(user.isLoggedIn()).isFalse();

        assertThat(user.logIn().getHeader("Location")).isEqualTo("/login?error");
    }

    @Test
    void nobodyHasMoreThanTen() throws Exception {
        for (int i = 0; i < Passkeys.MOST; i++) {
            assertThat(new PasskeyBrowserOf(user).register().getStatus()).isEqualTo(303);
        }
        assertThat(new PasskeyBrowserOf(user).register().getContentAsString()).contains("as many passkeys as one can have");
    }

    /** The user's browser with another authenticator plugged in. */
    private record PasskeyBrowserOf(PasskeyBrowser user) {

        MockHttpServletResponse register() throws Exception {
            VirtualAuthenticator another = new VirtualAuthenticator(WebServer.ISSUER, "as.example");
            return user.sendRegistration(another.create(user.options("/my/security/passkeys")), "Key");
        }
    }

    @Test
    void theLoginPageOffersItWithoutAnyInlineScript() throws Exception {
        String page = user.page("/login");
        Matcher script = Pattern.compile("<script defer(?:=\"\")? src=\"(/passkey[^\"]*\\.js)\"></script>").matcher(page);
        assertThat(script.find()).isTrue();
        assertThat(new PasskeyBrowser(mvc).page(script.group(1))).contains("navigator.credentials");
        assertThat(page).doesNotContain("onclick", "<script>");
    }
}

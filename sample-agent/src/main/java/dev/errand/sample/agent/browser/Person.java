package dev.errand.sample.agent.browser;

import java.net.URI;
import java.net.http.HttpResponse;

/** A person with an account, at a browser of their own. Not thread-safe. */
public final class Person {

    private static final String PASSWORD = "input[name=password]";
    private static final String LOGOUT = "form[action$=/logout]";
    private static final String DECISION = "button[name=decision]";

    private final Account account;
    private final Browser browser;

    public Person(Account account, URI site) {
        this.account = account;
        this.browser = new Browser(site);
    }

    /**
     * Logs in at the login page.
     *
     * @throws IllegalStateException if the site does not accept it
     */
    public void logIn() {
        pastLogin(browser.open("/login"));
    }

    /** Follows an agent's authorization request, logs in if asked to, and stops at the consent page. */
    public Landing follow(URI authorizeUri) {
        Landing landing = browser.open(authorizeUri);
        return landing instanceof Landing.Page page && asksForLogin(page) ? pastLogin(page) : landing;
    }

    /** Approves at the consent page and returns the authorization response. */
    public URI approve(Landing consent) {
        return decide(consent, "approve");
    }

    /** Denies at the consent page and returns the authorization response. */
    public URI deny(Landing consent) {
        return decide(consent, "deny");
    }

    /**
     * Logs out, which ends the session.
     *
     * @throws IllegalStateException if nobody is logged in, or the site does not accept it
     */
    public void logOut() {
        Landing landing = browser.submit(form(LOGOUT, browser.open("/login")));
        if (landing instanceof Landing.Page page && page.status() >= 400) {
            throw new IllegalStateException("The logout ended at " + describe(page));
        }
    }

    /** Fetches a resource of the site's API under this person's login. */
    public HttpResponse<String> fetch(URI uri) {
        return browser.fetch(uri);
    }

    private Landing pastLogin(Landing login) {
        Form form = form(PASSWORD, login).with("username", account.username()).with("password", account.password());
        Landing landing = browser.submit(form);
        if (landing instanceof Landing.Page page && asksForLogin(page)) {
            throw new IllegalStateException(
                    "The login of " + account.username() + " was refused (status " + page.status() + ")");
        }
        return landing;
    }

    /** The login page is also where somebody else may log in: whoever is logged in may log out there. */
    private static boolean asksForLogin(Landing.Page page) {
        return Form.holding(PASSWORD, page).isPresent() && Form.holding(LOGOUT, page).isEmpty();
    }

    private URI decide(Landing consent, String decision) {
        return switch (browser.submit(form(DECISION, consent).with("decision", decision))) {
            case Landing.Left left -> left.uri();
            case Landing.Page page -> throw new IllegalStateException("The consent ended at " + describe(page));
        };
    }

    private static Form form(String selector, Landing landing) {
        return switch (landing) {
            case Landing.Page page -> Form.holding(selector, page).orElseThrow(
                    () -> new IllegalStateException("No form with " + selector + " at " + describe(page)));
            case Landing.Left left -> throw new IllegalStateException("The browser was sent away to " + left.uri().getPath()
                    + " where a form with " + selector + " was expected");
        };
    }

    private static String describe(Landing.Page page) {
        return page.uri().getPath() + " (status " + page.status() + "): " + page.document().text().lines().findFirst().orElse("");
    }

}

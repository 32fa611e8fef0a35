package dev.errand.sample.agent.chromium;

import java.net.URI;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;

import dev.errand.sample.agent.browser.Account;

/**
 * A window of the browser on one site.
 *
 * @param site the site's root
 * @param page what is in it
 */
public record Window(URI site, Page page) implements AutoCloseable {

    /** Opens a path of the site and returns the response to it, the last one after redirects. */
    public Response open(String path) {
        return page.navigate(site.resolve(path).toString());
    }

    /** Types the account's name and password at the login page. */
    public void logIn(Account account) {
        open("/login");
        page.getByLabel("Username").fill(account.username());
        page.getByLabel("Password").fill(account.password());
        page.locator("main form").filter(new com.microsoft.playwright.Locator.FilterOptions().setHas(page.getByLabel("Password")))
                .locator("button[type=submit]").click();
        if (path().equals("/login")) {
            throw new IllegalStateException("The login of " + account.username() + " was refused");
        }
    }

    /** The path of what is open, without the query. */
    public String path() {
        return URI.create(page.url()).getPath();
    }

    @Override
    public void close() {
        page.context().close();
    }

}

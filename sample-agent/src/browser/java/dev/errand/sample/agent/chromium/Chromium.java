package dev.errand.sample.agent.chromium;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import dev.errand.sample.agent.browser.Account;

/** The installed Chromium. One process serves all tests; every window has cookies and a cache of its own. */
public final class Chromium implements AutoCloseable {

    // As root there is no sandbox; the rest keeps the browser from calling home, which would be requests of nobody's page.
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars");

    private static final double PATIENCE_MILLIS = 20_000;

    private final Playwright playwright;
    private final Browser browser;
    private final Map<String, String> logins = new HashMap<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        // Playwright's own browser is another one, and is fetched from the network.
        Playwright playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Path executable = Path.of(System.getProperty("errand.chromium", "/usr/bin/chromium"));
        return new Chromium(playwright,
                playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable).setArgs(FLAGS)));
    }

    /** A window of somebody who is not logged in. */
    Window stranger(URI site, Look look) {
        return window(site, browser.newContext(look.options()));
    }

    /** A window of somebody who is logged in; a person logs in once and keeps the session for all windows. */
    Window person(URI site, Look look, Account account) {
        String cookies = logins.computeIfAbsent(site + " " + account.username(), who -> login(site, account));
        return window(site, browser.newContext(look.options().setStorageState(cookies)));
    }

    private String login(URI site, Account account) {
        try (Window window = stranger(site, Look.DESKTOP)) {
            window.logIn(account);
            return window.page().context().storageState();
        }
    }

    private static Window window(URI site, BrowserContext context) {
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Window(site, context.newPage());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

}

package dev.errand.sample.agent.chromium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;

import dev.errand.sample.agent.browser.Account;

/** The windows that one test opens: closed after it, and kept as pictures if it fails. */
public final class Windows {

    private static final Path EVIDENCE = Path.of("target", "browser");

    private final Chromium chromium;
    private final List<Window> open = new ArrayList<>();

    Windows(Chromium chromium) {
        this.chromium = chromium;
    }

    /** A window of somebody who is not logged in. */
    public Window stranger(URI site, Look look) {
        return kept(chromium.stranger(site, look));
    }

    /** A window of somebody who is logged in. */
    public Window person(URI site, Account account, Look look) {
        return kept(chromium.person(site, look, account));
    }

    private Window kept(Window window) {
        open.add(window);
        return window;
    }

    /** Writes what every window shows to {@code target/browser}, as a picture and as HTML. */
    void keep(String test) {
        for (int i = 0; i < open.size(); i++) {
            keep(open.get(i).page(), test + "-" + i);
        }
    }

    private static void keep(Page page, String name) {
        try {
            Files.createDirectories(EVIDENCE);
            Files.writeString(EVIDENCE.resolve(name + ".html"), "<!-- " + page.url() + " -->\n" + page.content());
            page.screenshot(new Page.ScreenshotOptions().setPath(EVIDENCE.resolve(name + ".png")).setFullPage(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        open.forEach(Window::close);
        open.clear();
    }

}

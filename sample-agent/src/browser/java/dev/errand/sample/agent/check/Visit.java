package dev.errand.sample.agent.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;

import dev.errand.sample.agent.chromium.Window;

/**
 * A page that has been opened with nothing in the cache, and what went over the wire and into the console meanwhile.
 *
 * @param window where it is open
 * @param status HTTP status of the page itself
 * @param headers headers of the page itself, names in lower case
 * @param traffic everything that was loaded
 * @param complaints what the console and scripts reported
 */
public record Visit(Window window, int status, Map<String, String> headers, Traffic traffic,
        List<String> complaints) {

    /** Opens the path. */
    public static Visit to(Window window, String path) {
        try (Traffic traffic = new Traffic(window.page()); Complaints complaints = new Complaints(window.page())) {
            var response = Optional.ofNullable(window.open(path)).orElseThrow();
            window.page().waitForLoadState(LoadState.NETWORKIDLE);
            return new Visit(window, response.status(), response.allHeaders(), traffic, complaints.all());
        }
    }

    /** The page as it is now. */
    public Page page() {
        return window.page();
    }

    /** Path and query of the page that was opened in the end. */
    public String path() {
        return page().url().substring(window.site().toString().length());
    }

}

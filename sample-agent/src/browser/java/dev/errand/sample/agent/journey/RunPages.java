package dev.errand.sample.agent.journey;

import com.microsoft.playwright.Locator;

import dev.errand.sample.agent.chromium.Window;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What an administrator does at the pages of the ledger and of runs. */
final class RunPages {

    /** More than a report takes on its way: a tool's outbox is looked through every two seconds. */
    private static final int RELOADS = 400;

    private final Window window;

    RunPages(Window window) {
        this.window = window;
    }

    /**
     * Finds the one call of a run in the ledger, under the credential that allowed it, all of it within the window, and
     * follows that to its issuance.
     */
    void followCallToCredential(String runId, String credential) {
        Locator row = main().locator("tbody tr").filter(new Locator.FilterOptions().setHas(link("/" + credential)));
        int reloads = 0;
        do {
            window.open("/console/ledger?list=calls&run_id=" + runId);
        } while (row.count() == 0 && ++reloads < RELOADS);
        assertThat(row).hasCount(1);
        assertThat(main().locator(".frame")).hasJSProperty("scrollWidth",
                main().locator(".frame").evaluate("frame => frame.clientWidth"));
        row.locator(link("/" + credential)).first().click();
        assertThat(main()).containsText(credential);
    }

    /** Follows the link from there to the run. */
    void followToRun(String runId) {
        main().locator(link("/console/runs/" + runId)).first().click();
        assertThat(main()).containsText(runId);
    }

    /** Looks at what the end would mean, and ends the run. */
    void revoke() {
        main().locator(link("/revoke")).first().click();
        assertThat(main().locator("#undone + *, #undone ~ *").first()).containsText("one call made");
        main().locator("form button.danger").click();
        assertThat(main().locator(".badge").first()).hasText("revoked");
    }

    private Locator link(String end) {
        return window.page().locator("a[href$='" + end + "']");
    }

    private Locator main() {
        return window.page().locator("main");
    }

}

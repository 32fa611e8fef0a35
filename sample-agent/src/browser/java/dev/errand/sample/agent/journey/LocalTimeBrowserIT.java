package dev.errand.sample.agent.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Times are in UTC, and beside that in the browser's own time where that is another. */
@ExtendWith({SharedDemo.class, InChromium.class})
class LocalTimeBrowserIT {

    private static final Pattern BOTH = Pattern
            .compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\((\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d here\\)$");
    private static final Pattern ONE = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC$");

    @Test
    void showsBothWhereTheyDiffer(Demo demo, Windows windows) {
        try (Window admin = elsewhere(windows.person(demo.stage().issuer(), demo.stage().admin(), Look.DESKTOP));
                Window user = elsewhere(windows.person(demo.stage().issuer(), demo.stage().user(), Look.DESKTOP))) {
            admin.open("/console/runs");
            assertThat(time(admin)).hasText(BOTH);
            user.open(demo.request());
            assertThat(time(user)).hasText(BOTH);
        }
    }

    @Test
    void showsUtcAloneToWhoLivesByIt(Demo demo, Windows windows) {
        Window window = windows.person(demo.stage().issuer(), demo.stage().admin(), Look.DESKTOP);
        window.open("/console/runs");
        assertThat(time(window)).hasText(ONE);
    }

    /** A window of the same person in India. */
    private static Window elsewhere(Window window) {
        BrowserContext here = window.page().context();
        BrowserContext there = here.browser().newContext(
                new Browser.NewContextOptions().setTimezoneId("Asia/Kolkata").setStorageState(here.storageState()));
        return new Window(window.site(), there.newPage());
    }

    private static Locator time(Window window) {
        return window.page().locator("main time").first();
    }

}

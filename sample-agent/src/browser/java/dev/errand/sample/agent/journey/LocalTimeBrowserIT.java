package dev.errand.sample.agent.journey;

import java.util.regex.Pattern;

import com.google.gson.JsonObject;
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
        Window window = elsewhere(windows.person(demo.stage().issuer(), demo.stage().admin(), Look.DESKTOP));
        window.open("/console/runs");
        assertThat(time(window)).hasText(BOTH);
        Window user = elsewhere(windows.person(demo.stage().issuer(), demo.stage().user(), Look.DESKTOP));
        user.open(demo.request());
        assertThat(time(user)).hasText(BOTH);
    }

    @Test
    void showsUtcAloneToWhoLivesByIt(Demo demo, Windows windows) {
        Window window = windows.person(demo.stage().issuer(), demo.stage().admin(), Look.DESKTOP);
        window.open("/console/runs");
        assertThat(time(window)).hasText(ONE);
    }

    private static Window elsewhere(Window window) {
        JsonObject zone = new JsonObject();
        zone.addProperty("timezoneId", "Asia/Kolkata");
        window.page().context().newCDPSession(window.page()).send("Emulation.setTimezoneOverride", zone);
        return window;
    }

    private static Locator time(Window window) {
        return window.page().locator("main time").first();
    }

}

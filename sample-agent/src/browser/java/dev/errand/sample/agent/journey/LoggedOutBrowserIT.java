package dev.errand.sample.agent.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The end of the session takes nothing from what is being written: after the next login, in another tab, it is saved. */
@ExtendWith({SharedDemo.class, InChromium.class})
class LoggedOutBrowserIT {

    private static final String ADD = "add-parameter:0";

    /** @param next what is pressed first after the login: what a script sends, or the form itself */
    @ParameterizedTest
    @ValueSource(strings = {ADD, "review"})
    void draftOutlivesTheSession(String next, Demo demo, Windows windows) {
        Window window = windows.stranger(demo.stage().issuer(), Look.DESKTOP);
        window.logIn(demo.stage().admin());
        Window tab = new Window(window.site(), window.page().context().newPage());
        draft(window, demo, next.equals("review") ? "read:attic" : "read:cellar");
        int parameters = parameters(window).count();
        tab.open("/console");
        tab.page().locator(".who button").click();
        assertThat(tab.page().getByLabel("Password")).isVisible();

        press(window, ADD);
        assertThat(alert(window)).containsText("You are logged out");
        assertThat(field(window, "description")).hasValue("Read what is kept there");
        assertThat(parameters(window)).hasCount(parameters);

        tab.logIn(demo.stage().admin());
        if (next.equals(ADD)) {
            press(window, ADD);
            assertThat(parameters(window)).hasCount(parameters + 1);
            assertThat(alert(window)).isHidden();
            press(window, "remove-parameter:0." + parameters);
            assertThat(parameters(window)).hasCount(parameters);
        }
        press(window, "review");
        field(window, "why").fill("Wanted by the support team");
        press(window, "save");
        assertThat(main(window).getByRole(AriaRole.STATUS)).isVisible();
        assertThat(main(window)).containsText("Read what is kept there");
    }

    /** Whoever logs in instead does not go on with what somebody else wrote. */
    @Test
    void nobodySendsWhatSomebodyElseWrote(Demo demo, Windows windows) {
        Window window = windows.stranger(demo.stage().issuer(), Look.DESKTOP);
        window.logIn(demo.stage().admin());
        Window tab = new Window(window.site(), window.page().context().newPage());
        draft(window, demo, "read:loft");
        tab.open("/console");
        tab.page().locator(".who button").click();
        assertThat(tab.page().getByLabel("Password")).isVisible();
        press(window, ADD);
        assertThat(alert(window)).containsText("You are logged out");

        tab.logIn(demo.stage().auditor());
        press(window, "review");
        assertThat(alert(window)).containsText("Somebody else");
        assertThat(field(window, "description")).hasValue("Read what is kept there");
    }

    private static void draft(Window window, Demo demo, String name) {
        window.open("/console/scopes/new?tool=" + demo.stage().orders().resource());
        field(window, "name").fill(name);
        field(window, "description").fill("Read what is kept there");
        field(window, "effect").selectOption("read");
        field(window, "identifier.kind").selectOption("pattern");
        field(window, "identifier.value").fill("order-[0-9]{1,10}");
        field(window, "a0.name").fill("read-order");
        field(window, "run.calls").fill("5");
        field(window, "run.calls").blur();
        assertThat(window.page().locator("#preview")).containsText(name);
    }

    private static Locator parameters(Window window) {
        return main(window).locator(".parameter [name^='a0.p'][name$='.name']");
    }

    private static Locator alert(Window window) {
        return window.page().locator("#trouble");
    }

    private static void press(Window window, String operation) {
        main(window).locator("button[name=op][value='" + operation + "']:not(.unseen)").first().click();
    }

    private static Locator field(Window window, String name) {
        return main(window).locator("[name='" + name + "']");
    }

    private static Locator main(Window window) {
        return window.page().locator("main");
    }

}

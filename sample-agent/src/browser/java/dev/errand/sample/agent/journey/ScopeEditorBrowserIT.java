package dev.errand.sample.agent.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The scope editor shows what a change says before it is saved, and saves nothing over somebody else's change. */
@ExtendWith({SharedDemo.class, InChromium.class})
class ScopeEditorBrowserIT {

    @ParameterizedTest
    @ArgumentsSource(Scripts.class)
    void showsSentenceAndDifferenceBeforeItSaves(Look look, Demo demo, Windows windows) {
        String scope = registered(demo, windows, look, "read:archive");
        Window window = admin(demo, windows, look);
        window.open("/console/scopes/" + scope + "/edit");

        field(window, "lifetime").fill("PT30S");
        if (look.script()) {
            field(window, "lifetime").blur();
        } else {
            press(window, "preview");
        }
        assertThat(window.page().locator("#preview")).containsText("within 30 seconds");
        press(window, "review");

        assertThat(main(window).locator(".changes")).containsText("30");
        assertThat(main(window).locator(".changes .badge").first()).hasText("narrower");
    }

    @ParameterizedTest
    @ArgumentsSource(Scripts.class)
    void doesNotOverwriteWhatSomebodyElseSavedMeanwhile(Look look, Demo demo, Windows windows) {
        String scope = registered(demo, windows, look, "read:shelf");
        Window slow = admin(demo, windows, look);
        slow.open("/console/scopes/" + scope + "/edit");
        Window late = admin(demo, windows, look);
        late.open("/console/scopes/" + scope + "/edit");
        change(slow, "Read one order on the second shelf");
        Window quick = admin(demo, windows, look);
        quick.open("/console/scopes/" + scope + "/edit");
        change(quick, "Read one order on the first shelf");
        save(quick);
        assertThat(main(quick).getByRole(AriaRole.STATUS)).isVisible();

        save(slow);
        assertThat(main(slow).getByRole(AriaRole.ALERT)).containsText("Somebody else");
        change(late, "Read one order on the third shelf");
        assertThat(main(late).getByRole(AriaRole.ALERT)).containsText("Somebody else");
        late.open("/console/scopes/" + scope);
        assertThat(main(late)).containsText("first shelf");
    }

    private static void change(Window window, String description) {
        field(window, "description").fill(description);
        press(window, "review");
    }

    private static void save(Window window) {
        field(window, "why").fill("Shelves have numbers");
        press(window, "save");
    }

    private static String registered(Demo demo, Windows windows, Look look, String stem) {
        String name = stem + (look.script() ? "-scripted" : "-plain");
        Window window = admin(demo, windows, look);
        window.open("/console/tools");
        main(window).locator("tbody th a").filter(new Locator.FilterOptions().setHasText("Orders")).click();
        Registration registration = new Registration(window);
        registration.openScopeForm();
        registration.scope(new NewScope(name, demo.stage().orders(), "Read one order", "read", "read-order", "5"));
        return name;
    }

    private static Window admin(Demo demo, Windows windows, Look look) {
        return windows.person(demo.stage().issuer(), demo.stage().admin(), look);
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

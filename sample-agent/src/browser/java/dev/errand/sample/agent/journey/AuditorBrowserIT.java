package dev.errand.sample.agent.journey;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.DemoRun;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;

import static org.assertj.core.api.Assertions.assertThat;

/** The auditor reads everything and changes nothing: controls are off and say why, and requests made by hand are refused. */
@ExtendWith({SharedDemo.class, InChromium.class})
class AuditorBrowserIT {

    /** Forms that change something, wherever they lead; what everybody may do is not among them. */
    private static final String FORMS = "main form[method=post]:not([action='/console/what-if'])";

    @ParameterizedTest
    @ArgumentsSource(Scripts.class)
    void controlsAreOffAndSayWhy(Look look, Demo demo, Windows windows) {
        DemoRun run = demo.open();
        Window window = auditor(demo, windows, look);
        for (String path : pages(run)) {
            assertThat(window.open(path).status()).as(path).isEqualTo(200);
            for (Locator button : window.page().locator(FORMS + " button:not(.unseen)[value=save], " + FORMS
                    + " button.danger, " + FORMS + " button:not(.unseen)[value=review]").all()) {
                assertThat(button.isDisabled()).as(path + " " + button.textContent()).isTrue();
                String reason = "#" + button.getAttribute("aria-describedby");
                assertThat(window.page().locator(reason).textContent()).as(path).contains("Only an administrator");
            }
        }
        assertThat(run.refusal()).as("the run goes on").isEmpty();
    }

    @ParameterizedTest
    @ArgumentsSource(Scripts.class)
    void whatTheFormsWouldSendIsRefused(Look look, Demo demo, Windows windows) {
        DemoRun run = demo.open();
        Set<String> actions = actions(windows.person(demo.stage().issuer(), demo.stage().admin(), look), run);
        assertThat(actions).contains("/console/runs/" + run.id() + "/revoke");

        Window window = auditor(demo, windows, look);
        window.open("/console");
        String token = window.page().locator("input[name=_csrf]").first().inputValue();
        for (String action : actions) {
            assertThat(window.page().request().post(window.site().resolve(action).toString(),
                    RequestOptions.create().setForm(FormData.create().set("_csrf", token)).setMaxRedirects(0)).status())
                    .as(action).isEqualTo(403);
        }
        assertThat(run.refusal()).as("the run goes on").isEmpty();
    }

    private static Set<String> actions(Window admin, DemoRun run) {
        Set<String> actions = new TreeSet<>();
        for (String path : pages(run)) {
            admin.open(path);
            admin.page().locator(FORMS).all().forEach(form -> actions.add(String.valueOf(form.getAttribute("action"))));
        }
        return actions;
    }

    private static Window auditor(Demo demo, Windows windows, Look look) {
        return windows.person(demo.stage().issuer(), demo.stage().auditor(), look);
    }

    private static List<String> pages(DemoRun run) {
        return List.of("/console", "/console/runs", "/console/runs/" + run.id(), "/console/runs/" + run.id() + "/revoke",
                "/console/tools/+new", "/console/scopes/new", "/console/scopes/read:orders",
                "/console/scopes/read:orders/edit", "/console/scopes/read:orders/retire", "/console/compositions/+new",
                "/console/rules/+new", "/console/registry", "/console/agents/support-agent",
                "/console/agents/support-agent/edit", "/console/agents/support-agent/disable", "/console/new-agent",
                "/console/users/user-678", "/console/users/user-678/edit", "/console/users/user-678/disable",
                "/console/new-user", "/console/sessions", "/console/ledger", "/console/usage");
    }

}

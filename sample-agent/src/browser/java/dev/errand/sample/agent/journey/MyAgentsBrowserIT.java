package dev.errand.sample.agent.journey;

import com.microsoft.playwright.options.AriaRole;
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

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A user sees which agents act in their name, what each may still do, and stops one. */
@ExtendWith({SharedDemo.class, InChromium.class})
class MyAgentsBrowserIT {

    @ParameterizedTest
    @ArgumentsSource(Scripts.class)
    void userStopsOneAgentAndNoOther(Look look, Demo demo, Windows windows) {
        DemoRun stopped = demo.open();
        DemoRun other = demo.open();
        stopped.read();
        Window window = windows.person(demo.stage().issuer(), demo.stage().user(), look);

        window.open("/");
        assertThat(window.path()).isEqualTo("/my/agents");
        window.page().locator("main a[href='/my/agents/" + stopped.id() + "/stop']").click();
        assertThat(window.page().locator("main")).containsText("only order-12345");
        window.page().locator("main form button.danger").click();

        assertThat(window.path()).isEqualTo("/my/agents");
        assertThat(window.page().getByRole(AriaRole.STATUS)).isVisible();
        assertThat(stopped.refusal()).isEqualTo("run_ended");
        assertThat(other.refusal()).as("twin: the run beside it").isEmpty();
    }

    @ParameterizedTest
    @ArgumentsSource(Scripts.class)
    void nobodyStopsAnAgentOfSomebodyElse(Look look, Demo demo, Windows windows) {
        DemoRun run = demo.open();
        Window window = windows.person(demo.stage().issuer(), demo.stage().auditor(), look);

        assertThat(window.open("/my/agents/" + run.id() + "/stop").status()).isEqualTo(404);
        assertThat(run.refusal()).isEmpty();
    }

}

package dev.errand.sample.agent.journey;

import java.util.List;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.DemoRun;
import dev.errand.sample.agent.FirstDay;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.tool.Tool;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An administrator's first day: nothing is registered. A tool, a scope, an agent that uses it, the record of that, and an
 * end to it. The one tool is registered with JavaScript, the other without.
 */
@ExtendWith({FirstDay.class, InChromium.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstDayBrowserIT {

    @Test
    @Order(0)
    void aRedBarSaysThatThisIsForDevelopment(Demo demo, Windows windows) {
        for (Window window : List.of(windows.stranger(demo.stage().issuer(), Look.DESKTOP),
                admin(demo, windows, Look.DESKTOP.withoutScript()))) {
            window.open("/console");
            assertThat(window.page().locator(".dev-mode")).isVisible();
            assertThat(window.page().locator(".dev-mode")).hasCSS("background-color", "rgb(155, 28, 28)");
        }
    }

    @Test
    @Order(1)
    void withJavaScript(Demo demo, Windows windows) {
        Window window = admin(demo, windows, Look.DESKTOP);
        Registration registration = new Registration(window);
        registration.followNextStep();
        registration.tool(demo.stage().orders(), demo.stage().publicKeys(demo.stage().orders()));
        registration.followNextStep();
        registration.scope(new NewScope("read:orders", demo.stage().orders(), "Read one order", "read", "read-order", "10"));
        registration.tryCall();
        DemoRun run = demo.open("read:orders");
        String credential = run.read();
        window.open("/console");
        assertThat(window.page().locator("#first-steps")).hasCount(0);

        stop(window, run, credential);
    }

    @Test
    @Order(2)
    void withoutJavaScript(Demo demo, Windows windows) {
        Window window = admin(demo, windows, Look.DESKTOP.withoutScript());
        Tool refunds = demo.stage().refunds();
        Registration registration = new Registration(window);

        registration.openToolForm();
        registration.tool(refunds, demo.stage().publicKeys(refunds));
        registration.openScopeForm();
        registration.scope(new NewScope("write:refunds-under-50", refunds, "Refund up to 50.00 USD on one order", "write",
                "create-refund", "20").with("amount", "money", "50.00", "USD").with("reason", "free", "", ""));
        DemoRun run = demo.open("write:refunds-under-50");
        String credential = run.refund(Limit.usd("20.00"));

        stop(window, run, credential);
    }

    /** From the call in the ledger to the run, to what its end would mean, to its end. */
    private static void stop(Window window, DemoRun run, String credential) {
        RunPages pages = new RunPages(window);
        pages.followCallToCredential(run.id(), credential);
        pages.followToRun(run.id());
        pages.revoke();
        assertThat(run.refusal()).isEqualTo("run_ended");
    }

    private static Window admin(Demo demo, Windows windows, Look look) {
        return windows.person(demo.stage().issuer(), demo.stage().admin(), look);
    }

}

package dev.errand.sample.agent.crawl;

import com.microsoft.playwright.Page;

import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.tool.Tool;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A composition and a rule, of which the demo has none, registered at the page of the registry's document. */
final class Sets {

    private Sets() {}

    /**
     * Registers them, if they are not yet.
     *
     * @param admin a window of an administrator
     * @param orders the tool whose scopes share a credential
     */
    static void register(Window admin, Tool orders) {
        Page page = admin.page();
        admin.open("/console/registry");
        String document = page.locator("#yaml").inputValue();
        if (document.contains("order-with-history")) {
            return;
        }
        page.locator("#yaml").fill(document.replaceAll("(?m)^(compositions|never_together): \\[]\\R?", "")
                .replaceFirst("(?m)^scopes:\\R", scopes(orders))
                + "\n" + sets(orders));
        page.locator("main button[value=plan]").click();
        page.locator("main [name=why]").fill("Wanted by the support team");
        page.locator("main button[value=apply]").click();
        assertThat(page.locator("main [role=status]")).isVisible();
    }

    private static String scopes(Tool orders) {
        return """
            scopes:
            - name: read:order-history
              tool: %s
              description: Read what happened to one order
              effect: read
              identifier: {pattern: "order-[0-9]{1,10}"}
              actions:
              - name: read-history
              run_default: {max_calls: 10}
            """.formatted(orders.resource());
    }

    private static String sets(Tool orders) {
        return """
            compositions:
            - name: order-with-history
              description: An order and what happened to it
              tool: %s
              scopes: ["read:orders", "read:order-history"]
            never_together:
            - name: no-leaks
              description: Nobody who reads what strangers write may send out what is private
              labels: [untrusted, private, sends-out]
            """.formatted(orders.resource());
    }

}

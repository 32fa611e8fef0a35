package dev.errand.sample.agent.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.tool.Tool;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What an administrator does at the pages of tools and scopes. */
final class Registration {

    private final Window window;

    Registration(Window window) {
        this.window = window;
    }

    /** Follows the step that the first page says is next. */
    void followNextStep() {
        window.open("/console");
        main().locator("ol li").filter(new Locator.FilterOptions().setHas(window.page().locator(".badge.warn"))).locator("a")
                .click();
    }

    /** Follows the last of the first steps, the agent being there: what would be issued for the scope. */
    void tryCall() {
        followNextStep();
        assertThat(window.page()).hasURL(Pattern.compile(".*/console/what-if\\?.*"));
        assertThat(field("scope")).not().hasValue("");
    }

    /** Opens the form of a new tool from the list of tools. */
    void openToolForm() {
        window.open("/console/tools");
        main().locator("a[href='/console/tools/+new']").first().click();
    }

    /** Opens the form of a new scope from the page of its tool. */
    void openScopeForm() {
        main().locator("a[href^='/console/scopes/new'][href*='tool=']").first().click();
    }

    /** Registers a tool in its form. */
    void tool(Tool tool, String keys) {
        field("resource").fill(tool.resource().toString());
        field("name").fill(tool.name());
        field("jwks").fill(keys);
        press("review");
        assertThat(main()).containsText(tool.name());
        why("A tool of the support team");
        press("save");
        assertThat(main().getByRole(AriaRole.STATUS)).isVisible();
    }

    /** Registers a scope in its form. */
    void scope(NewScope scope) {
        assertThat(field("tool")).hasValue(scope.tool().resource().toString());
        field("name").fill(scope.name());
        field("description").fill(scope.description());
        field("effect").selectOption(scope.effect());
        field("identifier.kind").selectOption("pattern");
        field("identifier.value").fill("order-[0-9]{1,10}");
        field("a0.name").fill(scope.action());
        for (int row = 0; row < scope.parameters().size(); row++) {
            parameter("a0.p" + row, scope.parameters().get(row));
        }
        field("run.calls").fill(scope.calls());
        press("review");
        assertThat(main()).containsText(scope.description());
        why("Wanted by the support team");
        press("save");
        assertThat(main().getByRole(AriaRole.STATUS)).isVisible();
    }

    private void parameter(String row, NewScope.Parameter parameter) {
        if (field(row + ".name").count() == 0) {
            press("add-parameter:0");
        }
        field(row + ".name").fill(parameter.name());
        field(row + ".kind").selectOption(parameter.kind());
        if (!parameter.first().isEmpty()) {
            // Without scripts the fields of another kind appear with the next answer.
            if (field(row + ".first").count() == 0) {
                press("preview");
            }
            field(row + ".first").fill(parameter.first());
            field(row + ".second").fill(parameter.second());
        }
    }

    private void why(String reason) {
        if (field("why").count() > 0) {
            field("why").fill(reason);
        }
    }

    private void press(String operation) {
        main().locator("button[name=op][value='" + operation + "']:not(.unseen)").first().click();
    }

    private Locator field(String name) {
        return main().locator("[name='" + name + "']");
    }

    private Locator main() {
        return window.page().locator("main");
    }

}

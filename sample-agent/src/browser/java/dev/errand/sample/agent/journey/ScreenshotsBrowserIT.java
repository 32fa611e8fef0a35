package dev.errand.sample.agent.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.DemoRun;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;
import dev.errand.sample.agent.oauth.Limit;

import static org.assertj.core.api.Assertions.assertThat;

/** Draws the pictures of the README, when asked to. What is on them is what the demo has just done. */
@EnabledIfSystemProperty(named = "errand.screenshots", matches = "true")
@ExtendWith({SharedDemo.class, InChromium.class})
class ScreenshotsBrowserIT {

    private static final Path IMAGES = Path.of(System.getProperty("errand.home", ".."), "docs", "images");
    private static final long MOST_BYTES = 300_000;
    /** How many rules of an answer are enough to see what they are like. */
    private static final int RULES = 5;

    @Test
    void drawsThePagesOfTheReadme(Demo demo, Windows windows) throws IOException {
        DemoRun run = demo.open();
        run.read();
        run.refund(Limit.usd("20.00"));
        run.draw();
        Window admin = windows.person(demo.stage().issuer(), demo.stage().admin(), Look.DESKTOP);
        drawWhole(admin, "/console/scopes/write:refunds-under-50/edit", "scope-editor");
        admin.open("/console/what-if?example=&scope=write:refunds-under-50&agent=support-agent&user=user-678");
        admin.page().locator("#ask").click();
        admin.page().locator("#answer").waitFor();
        double rules = ((Number) admin.page().locator("main ol > li").nth(RULES)
                .evaluate("rule => rule.getBoundingClientRect().top + window.scrollY")).doubleValue();
        draw(admin, "what-if", picture -> whole(picture).setClip(0, 0, Look.DESKTOP.width(), rules));
        drawWindow(admin, "/console/ledger", "ledger");
        drawWhole(admin, "/console/runs/" + run.id() + "/revoke", "revoke");
        Window night = windows.person(demo.stage().issuer(), demo.stage().admin(), Look.DESKTOP.dark());
        drawWhole(night, "/console/runs/" + run.id(), "run");
        Window user = windows.person(demo.stage().issuer(), demo.stage().user(), Look.DESKTOP);
        user.open(demo.request());
        draw(user, "consent", ScreenshotsBrowserIT::whole);
        drawWindow(user, "/my/agents", "my-agents");
    }

    /** The page from its top to its end: whatever the README says of it is on the picture. */
    private static void drawWhole(Window window, String path, String name) throws IOException {
        assertThat(window.open(path).status()).as(path).isEqualTo(200);
        draw(window, name, ScreenshotsBrowserIT::whole);
    }

    /** The page's beginning, where it goes on in the same way. */
    private static void drawWindow(Window window, String path, String name) throws IOException {
        assertThat(window.open(path).status()).as(path).isEqualTo(200);
        // A field with the focus may have moved it.
        window.page().locator("body").evaluate("element => element.scrollIntoView()");
        draw(window, name, UnaryOperator.identity());
    }

    private static Page.ScreenshotOptions whole(Page.ScreenshotOptions picture) {
        return picture.setFullPage(true);
    }

    private static void draw(Window window, String name, UnaryOperator<Page.ScreenshotOptions> more) throws IOException {
        Files.createDirectories(IMAGES);
        Path file = IMAGES.resolve(name + ".png");
        window.page().screenshot(more.apply(new Page.ScreenshotOptions().setPath(file)
                .setAnimations(ScreenshotAnimations.DISABLED).setCaret(ScreenshotCaret.HIDE)));
        assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
    }

}

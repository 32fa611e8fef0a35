package dev.errand.sample.agent.crawl;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.check.PageCheck;
import dev.errand.sample.agent.check.Visit;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Window;
import dev.errand.sample.agent.chromium.Windows;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page, in both themes, on a desktop and on a small telephone, as everybody who may open it. */
@ExtendWith({SharedDemo.class, InChromium.class})
class CrawlBrowserIT {

    private static final PageList PAGES = PageList.read();

    @ParameterizedTest
    @EnumSource
    void everyPageIsReachedByLinksAndIsAsItShouldBe(Visitor visitor, Demo demo, Windows windows) {
        Sets.register(window(Visitor.ADMIN, demo, windows), demo.stage().orders());
        List<String> findings = new ArrayList<>();
        Walk walk = new Walk(window(visitor, demo, windows), PAGES, visit -> findings.addAll(findings(visit))).from("/");

        assertThat(walk.unknown()).as("links to no page").isEmpty();
        assertThat(findings).isEmpty();
        assertThat(PAGES.of(visitor)).as("reached by links").isSubsetOf(walk.found());
    }

    @Test
    void whoMayNotSeeTheConsoleIsToldSoInAPageThatIsAsItShouldBe(Demo demo, Windows windows) {
        Window window = window(Visitor.USER, demo, windows);
        List<String> pages = PAGES.below("/console").toList();
        assertThat(pages).isNotEmpty().allSatisfy(path -> assertThat(Visit.to(window, path).status()).isEqualTo(403));
        assertThat(PageCheck.all(Visit.to(window, pages.getFirst()))).isEmpty();
    }

    private static Window window(Visitor visitor, Demo demo, Windows windows) {
        return windows.person(demo.stage().issuer(), visitor.account(demo.stage()), Look.DESKTOP);
    }

    private static List<String> findings(Visit visit) {
        return visit.status() == 200 ? PageCheck.all(visit) : List.of(visit.path() + ": " + visit.status());
    }

}

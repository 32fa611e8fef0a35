package dev.errand.sample.agent.crawl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.sample.agent.Demo;
import dev.errand.sample.agent.SharedDemo;
import dev.errand.sample.agent.check.PageCheck;
import dev.errand.sample.agent.check.Visit;
import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Windows;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages that no link leads to: the login, the consent, and what stands where a request is of no use. */
@ExtendWith({SharedDemo.class, InChromium.class})
class EntranceBrowserIT {

    @Test
    void loginPageIsAsItShouldBe(Demo demo, Windows windows) {
        assertThat(PageCheck.all(Visit.to(windows.stranger(demo.stage().issuer(), Look.DESKTOP), "/login"))).isEmpty();
    }

    @Test
    void loginPageOfWhoIsLoggedInIsAsItShouldBe(Demo demo, Windows windows) {
        Visit visit = Visit.to(windows.person(demo.stage().issuer(), demo.stage().user(), Look.DESKTOP), "/login");
        assertThat(visit.page().getByText("You are logged in as").isVisible()).isTrue();
        assertThat(PageCheck.all(visit)).isEmpty();
    }

    @Test
    void consentPageIsAsItShouldBe(Demo demo, Windows windows) {
        String consent = demo.request();
        Visit visit = Visit.to(windows.person(demo.stage().issuer(), demo.stage().user(), Look.DESKTOP), consent);
        assertThat(visit.page().locator("button[value=deny]").isVisible()).isTrue();
        assertThat(PageCheck.all(visit)).isEmpty();
    }

    @Test
    void refusedRequestIsAsItShouldBe(Demo demo, Windows windows) {
        Visit visit = Visit.to(windows.person(demo.stage().issuer(), demo.stage().user(), Look.DESKTOP),
                "/oauth2/authorize?client_id=support-agent&request_uri=urn:none");
        assertThat(PageCheck.all(visit)).isEmpty();
    }

}

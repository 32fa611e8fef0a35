package dev.errand.sample.agent.check;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.errand.sample.agent.chromium.InChromium;
import dev.errand.sample.agent.chromium.Look;
import dev.errand.sample.agent.chromium.Windows;

import static org.assertj.core.api.Assertions.assertThat;

/** Each check fires where it must, and nowhere else. */
@ExtendWith(InChromium.class)
class PageCheckBrowserIT {

    private static PlantedPages pages;

    @BeforeAll
    static void serve() throws IOException {
        pages = new PlantedPages();
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AS_IT_SHOULD_BE")
    void firesOnItsPageAlone(Planted planted, Windows windows) {
        Visit visit = visit(planted, windows);
        assertThat(Stream.of(PageCheck.ONCE, PageCheck.IN_EVERY_LOOK).flatMap(List::stream))
                .filteredOn(check -> !check.findings(visit).isEmpty()).extracting(Object::getClass)
                .isEqualTo(List.of(planted.check()));
    }

    @Test
    void findsNothingOnPageAsItShouldBe(Windows windows) {
        assertThat(PageCheck.all(visit(Planted.AS_IT_SHOULD_BE, windows))).isEmpty();
    }

    private static Visit visit(Planted planted, Windows windows) {
        return Visit.to(windows.stranger(pages.site(), Look.DESKTOP), planted.path());
    }

}

package dev.errand.architecture;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the code to the rules, and the rules to their fixtures. */
class ArchitectureTest {

    private static final Code OURS = Code.ours();
    private static final Iterable<JavaClass> FIXTURES = Code.fixtures();

    static Stream<Rule> rules() {
        return Stream.of(ArrowRules.ALL, PurityRules.ALL, BanRules.ALL, ShapeRules.ALL, SourceRules.ALL)
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holdsInTheCode(Rule rule) {
        assertThat(rule.findings(OURS)).as(rule.statement()).isEmpty();
    }

    /** A fixture holds violations, each marked, and permitted twins: the rule finds exactly the former. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void firesOnItsFixture(Rule rule) {
        Code fixture = Code.fixture(rule.name(), FIXTURES);
        assertThat(fixture.declaredViolations()).isNotEmpty();
        assertThat(rule.findings(fixture).map(Finding::type).distinct()).as(rule.statement())
                .containsExactlyInAnyOrderElementsOf(fixture.declaredViolations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.errand.authz", "dev.errand.dpop", "dev.errand.toolscope"})
    void seesTheClassesOf(String tree) {
        assertThat(OURS.in(tree)).hasSizeGreaterThan(10);
    }

    @Test
    void seesTheSourcesOfEveryModule() {
        assertThat(OURS.sources()).extracting(Source::type).contains("dev.errand.authz.package-info",
                "dev.errand.dpop.package-info",
                "dev.errand.toolscope.package-info", "dev.errand.cli.package-info", "dev.errand.sample.agent.package-info",
                "dev.errand.sample.tools.package-info");
    }
}

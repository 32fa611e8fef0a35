package dev.errand.toolscope.autoconfigure;

import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.toolscope.alive.HeardRevocations;
import dev.errand.toolscope.alive.Introspection;
import dev.errand.toolscope.alive.OnlineCheck;
import dev.errand.toolscope.alive.Revocations;
import dev.errand.toolscope.enforce.Enforcement;
import dev.errand.toolscope.enforce.ToolScope;
import dev.errand.toolscope.enforce.ToolScopeMisdeclared;
import dev.errand.toolscope.testing.StandInIssuer;

import static org.assertj.core.api.Assertions.assertThat;

class ToolAutoConfigurationTest {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withUserConfiguration(ToolApplication.class);

    @Test
    void isOffWithoutAResource() {
        application.withPropertyValues("spring.flyway.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Enforcement.class));
    }

    @Test
    void startsWithAResource() {
        application.withPropertyValues(ToolApplication.settings())
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Enforcement.class));
    }

    @Test
    void followsTheFeedAndAsksOnlineUnlessItIsTold() {
        List<String> warnings = AliveWarnings.during(() -> application.withPropertyValues(ToolApplication.settings())
                .withPropertyValues("errand.tool.alive.feed=true", "errand.tool.alive.online-check=true")
                .run(context -> {
                    assertThat(context).hasSingleBean(FeedFollower.class).hasSingleBean(HeardRevocations.class);
                    assertThat(context.getBean(OnlineCheck.class)).isInstanceOf(Introspection.class);
                }));
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, false, errand.tool.alive.online-check is off", "false, true, errand.tool.alive.feed is off",
        "false, false, errand.tool.alive.feed is off"})
    void whatIsSwitchedOffIsNotDoneAndSaidInOneWarning(boolean feed, boolean online, String warning) {
        List<String> warnings = AliveWarnings.during(() -> application.withPropertyValues(ToolApplication.settings())
                .withPropertyValues("errand.tool.alive.feed=" + feed, "errand.tool.alive.online-check=" + online)
                .run(context -> {
                    assertThat(context.getBeansOfType(FeedFollower.class)).hasSize(feed ? 1 : 0);
                    assertThat(context.getBean(Revocations.class).stale()).isEqualTo(feed);
                    assertThat(context.getBean(OnlineCheck.class) instanceof Introspection).isEqualTo(online);
                }));
        assertThat(warnings).singleElement().asString().startsWith(warning);
    }

    @Test
    void withNothingToFollowAndNobodyToAskEveryCallPassesAndTheIssuerHearsOfNone() {
        new WebApplicationContextRunner().withUserConfiguration(LivenessApplication.class)
                .withPropertyValues(ToolApplication.settings()).withPropertyValues("errand.tool.drift=off").run(context -> {
                    Caller caller = new Caller(context.getSourceApplicationContext());
                    for (String effect : List.of("read", "write", "delete", "odd")) {
                        assertThat(caller.call(effect, "c-" + effect).getStatus()).as(effect).isEqualTo(200);
                    }
                    assertThat(context.getBean(StandInIssuer.class).requests()).allMatch(asked -> asked.contains("/ledger"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"errand.tool.alive.stale-after=99ms", "errand.tool.alive.most-revoked=0"})
    void boundsUnderWhichNothingWouldBeUpToDateStopTheStartUp(String setting) {
        application.withPropertyValues(ToolApplication.settings()).withPropertyValues(setting)
                .run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @CsvSource({"errand.tool.report.retry-every, 0s, 1ms", "errand.tool.report.retry-every, -1s, 1h",
        "errand.tool.report.drain-on-stop, -1s, 0s"})
    void timesThatCannotBeKeptStopTheStartUp(String property, String bad, String good) {
        application.withPropertyValues(ToolApplication.settings()).withPropertyValues(property + "=" + bad)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(property));
        application.withPropertyValues(ToolApplication.settings()).withPropertyValues(property + "=" + good)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"errand.tool.issuer", "errand.tool.report.digest-key"})
    void doesNotStartWithout(String setting) {
        application.withPropertyValues(ToolApplication.settings()).withPropertyValues(setting + "=")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void keepsAHistoryOfItsOwnBesideTheTablesOfTheTool() {
        application.withPropertyValues(ToolApplication.settings()).run(context -> assertThat(
                context.getBean(JdbcClient.class).sql("SELECT count(*) FROM errand_toolscope_history WHERE version > '0'")
                        .query(Integer.class).single())
                .isEqualTo(2));
    }

    @Test
    void leavesTheTablesAloneIfItIsTold() {
        application.withPropertyValues(ToolApplication.settings()).withPropertyValues("errand.tool.migrate=false")
                .run(context -> assertThat(context.getBean(JdbcClient.class)
                        .sql("SELECT count(*) FROM information_schema.tables WHERE lower(table_name) = 'credential_use'")
                        .query(Integer.class).single()).isZero());
    }

    @ParameterizedTest
    @ValueSource(classes = {Misspelt.class, Final.class, Later.class})
    void aMistakenAnnotationStopsTheStartUp(Class<?> endpoint) {
        application.withUserConfiguration(endpoint).withPropertyValues(ToolApplication.settings())
                .run(context -> assertThat(context).getFailure().isInstanceOf(ToolScopeMisdeclared.class)
                        .hasMessageStartingWith("@ToolScope on " + endpoint.getSimpleName() + ".read: "));
    }

    @Test
    void theMistakeIsExplainedInOneSentence() {
        application.withUserConfiguration(Misspelt.class).withPropertyValues(ToolApplication.settings()).run(context -> {
            var analysis = new MisdeclaredToolScopeAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .isEqualTo("@ToolScope on Misspelt.read: #ident names no parameter of the method.");
        });
    }

    @RestController
    static class Misspelt {

        @ToolScope(value = "read:other", action = "read-other", identifier = "#ident")
        @GetMapping("/other/{id}")
        String read(@PathVariable String id) {
            return id;
        }
    }

    @RestController
    static class Final {

        @ToolScope(value = "read:other", action = "read-other", identifier = "#id")
        @GetMapping("/other/{id}")
        final String read(@PathVariable String id) {
            return id;
        }
    }

    @RestController
    static class Later {

        @ToolScope(value = "read:other", action = "read-other", identifier = "#id")
        @GetMapping("/other/{id}")
        Callable<String> read(@PathVariable String id) {
            return () -> id;
        }
    }
}

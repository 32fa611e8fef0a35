package dev.errand.toolscope;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.Constraint.Free;

import static dev.errand.toolscope.Authorities.money;
import static dev.errand.toolscope.Authorities.refunds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What may be registered. Each row changes one thing of a scope that may. */
class ToolScopeTest {

    /** A scope being made; the untouched one is the refunds scope. */
    record Draft(Effect effect, Duration lifetime, int maxUses, String tool, String description, Set<String> labels,
            Optional<Identifiers> identifier, List<ToolAction> actions, Optional<RunDefault> budget) {

        static Draft of(Effect effect) {
            ToolScope scope = refunds();
            return new Draft(effect, scope.lifetime(), scope.maxUses(), scope.tool(), scope.description(),
                    scope.labels(), scope.identifier(), scope.actions(), scope.runDefault());
        }

        ToolScope register() {
            return new ToolScope(new ScopeName("write:refunds"), 1, this.tool, this.description, this.effect,
                    this.lifetime, this.maxUses, this.labels, this.identifier, this.actions, this.budget);
        }

        Draft life(Duration changed) {
            return new Draft(effect, changed, maxUses, tool, description, labels, identifier, actions, budget);
        }

        Draft uses(int changed) {
            return new Draft(effect, lifetime, changed, tool, description, labels, identifier, actions, budget);
        }

        Draft at(String changed) {
            return new Draft(effect, lifetime, maxUses, changed, description, labels, identifier, actions, budget);
        }

        Draft described(String changed) {
            return new Draft(effect, lifetime, maxUses, tool, changed, labels, identifier, actions, budget);
        }

        Draft labelled(Set<String> changed) {
            return new Draft(effect, lifetime, maxUses, tool, description, changed, identifier, actions, budget);
        }

        Draft anywhere() {
            return new Draft(effect, lifetime, maxUses, tool, description, labels, Optional.empty(), actions, budget);
        }

        Draft doing(ToolAction... changed) {
            return new Draft(effect, lifetime, maxUses, tool, description, labels, identifier, List.of(changed),
                    Optional.empty());
        }

        Draft spending(Map<String, Money> totals) {
            return new Draft(effect, lifetime, maxUses, tool, description, labels, identifier, actions,
                    Optional.of(new RunDefault(1, totals)));
        }
    }

    @Test
    void takesAsManyLabelsAsThereMayBe() {
        Set<String> labels = IntStream.range(0, 20).mapToObj(i -> "l" + i).collect(Collectors.toSet());
        assertThat(Draft.of(Effect.WRITE).labelled(labels).register().labels()).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource
    void aScopeOfAnyEffectWithinTheLimitsIsRegistered(Effect effect) {
        assertThat(Draft.of(effect).register().authority()).isNotNull();
        assertThat(Draft.of(effect).life(Duration.ofSeconds(1)).register().maxUses()).isEqualTo(1);
    }

    static Stream<Arguments> tooMuch() {
        ToolAction action = new ToolAction("create-refund", Map.of());
        return Stream.of(change("lifetime", d -> d.life(Duration.ofSeconds(61))),
                change("lifetime", d -> d.life(Duration.ZERO)),
                change("lifetime", d -> d.life(Duration.ofSeconds(-1))),
                change("lifetime", d -> d.life(Duration.ofMillis(1500))),
                change("max_uses", d -> d.uses(0)),
                change("max_uses", d -> d.uses(2)),
                change("identifier", Draft::anywhere),
                change("tool", d -> d.at("https://refunds.example/")),
                change("tool", d -> d.at("https://refunds.example?x")),
                change("description", d -> d.described("Refund\u202E")),
                change("description", d -> d.described("<b>Refund</b>")),
                change("description", d -> d.described("x".repeat(201))),
                change("labels", d -> d.labelled(Set.of("Money"))),
                change("labels", d -> d.labelled(IntStream.range(0, 21).mapToObj(i -> "l" + i).collect(Collectors.toSet()))),
                change("actions", d -> d.doing()),
                change("actions", d -> d.doing(action, action)),
                change("run_default.totals", d -> d.spending(Map.of("reason", money("1", "USD")))),
                change("run_default.totals", d -> d.spending(Map.of("amount", money("1", "EUR")))));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void aScopeThatWritesIsRefusedForOneThingTooMuch(String member, UnaryOperator<Draft> change) {
        for (Effect effect : List.of(Effect.WRITE, Effect.IRREVERSIBLE)) {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> change.apply(Draft.of(effect)).register())
                    .satisfies(invalid -> assertThat(invalid.member()).isEqualTo(member));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatReadsMayBeRemembered(Effect effect) {
        ToolScope scope = Draft.of(effect).register();
        ThrowingCallable remembered = () -> new ToolScope(scope.name(), 1, scope.tool(), scope.description(), effect,
                scope.lifetime(), scope.maxUses(), scope.labels(), scope.identifier(), scope.actions(), scope.runDefault(),
                true);
        if (effect == Effect.READ) {
            assertThatCode(remembered).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(remembered)
                    .satisfies(invalid -> assertThat(invalid.member()).isEqualTo("consent_memory"));
        }
    }

    static Stream<Arguments> allowedToReaders() {
        return Stream.of(change("five minutes", d -> d.life(Duration.ofMinutes(5))),
                change("a hundred uses", d -> d.uses(100)),
                change("no identifier", Draft::anywhere));
    }

    @ParameterizedTest
    @MethodSource("allowedToReaders")
    void aScopeThatReadsMayHave(String what, UnaryOperator<Draft> change) {
        assertThat(change.apply(Draft.of(Effect.READ)).register()).as(what).isNotNull();
    }

    static Stream<Arguments> tooMuchForReaders() {
        return Stream.of(change("lifetime", d -> d.life(Duration.ofSeconds(301))),
                change("max_uses", d -> d.uses(101)));
    }

    @ParameterizedTest
    @MethodSource("tooMuchForReaders")
    void aScopeThatReadsHasLimitsToo(String member, UnaryOperator<Draft> change) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> change.apply(Draft.of(Effect.READ)).register())
                .satisfies(invalid -> assertThat(invalid.member()).isEqualTo(member));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesOfActionsAndParametersAreWords(String action, String parameter, boolean allowed) {
        var parameters = Collections.<String, Constraint>singletonMap(parameter, new Free());
        if (allowed) {
            assertThat(new ToolAction(action, parameters).parameters()).containsKey(parameter);
        } else {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new ToolAction(action, parameters));
        }
    }

    static Stream<Arguments> names() {
        return Stream.of(arguments("create-refund", "orderId", true),
                arguments("create_refund2", "line_items-2", true),
                arguments("x".repeat(64), "x".repeat(64), true),
                arguments("x".repeat(65), "x", false),
                arguments("x", "x".repeat(65), false),
                arguments("", "x", false),
                arguments("x", "", false),
                arguments("Create", "x", false),
                arguments("create refund", "x", false),
                arguments("*", "x", false),
                arguments("x", "__proto__", false),
                arguments("x", "a.b", false),
                arguments("x", "amоunt", false));
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void aDefaultBudgetIsBounded(int calls, boolean allowed) {
        if (allowed) {
            assertThat(new RunDefault(calls, Map.of()).maxCalls()).isEqualTo(calls);
        } else {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new RunDefault(calls, Map.of()));
        }
    }

    static Stream<Arguments> budgets() {
        return Stream.of(arguments(1, true), arguments(10_000, true), arguments(0, false), arguments(10_001, false),
                arguments(-1, false));
    }

    @ParameterizedTest
    @EnumSource
    void valuesDoNotChangeWithWhatTheyWereMadeOf(Effect effect) {
        Map<String, Constraint> parameters = new HashMap<>(Map.of("note", new Free()));
        ToolAction action = new ToolAction("act", parameters);
        ToolScope scope = Draft.of(effect).doing(action).register();
        parameters.put("more", new Free());
        assertThat(scope.authority().actions()).isEqualTo(Map.of("act", Map.of("note", new Free())));
    }

    private static Arguments change(String name, UnaryOperator<Draft> change) {
        return arguments(name, change);
    }
}

package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.toolscope.Coverage.Covered;
import dev.errand.toolscope.Coverage.NotCovered;
import dev.errand.toolscope.Narrowing.Narrowed;
import dev.errand.toolscope.Narrowing.Refused;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

import static dev.errand.toolscope.GeneratedAuthorities.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

/** Laws of {@code covers} and {@code narrow}, over generated authorities. A failure names its seed and its round. */
class AlgebraPropertyTest {

    private static final int ROUNDS = 3_000;
    private static final int MAX_BYTES = 65_536;
    private static final Set<String> ELSEWHERE = Set.of("scope", "location", "identifier");

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261, 77_003})
    void coversIsReflexive(long seed) {
        var generated = new GeneratedAuthorities(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Authority authority = generated.authority();
            assertThat(authority.covers(authority)).as("round %d", round).isEqualTo(new Covered());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 20_262, 77_004})
    void authoritiesThatCoverEachOtherHoldTheSameCalls(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority a = generated.authority();
            Authority b = generated.near(a);
            if (covers(a, b) && covers(b, a)) {
                met++;
                assertThat(canonical(b)).as("round %d", round).isEqualTo(canonical(a));
            }
        }
        assertThat(met).as("pairs met").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 20_272, 77_014})
    void constraintsThatCoverEachOtherHoldTheSameValues(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Constraint a = generated.constraint();
            Constraint b = generated.near(a);
            if (ConstraintContainment.gap(a, b).isEmpty() && ConstraintContainment.gap(b, a).isEmpty()) {
                met++;
                assertThat(canonical(b)).as("round %d", round).isEqualTo(canonical(a));
            }
        }
        assertThat(met).as("pairs met").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 20_263, 77_005})
    void coversIsTransitive(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority a = generated.authority();
            Authority b = generated.near(a);
            Authority c = generated.near(b);
            if (covers(a, b) && covers(b, c)) {
                met++;
                assertThat(a.covers(c)).as("round %d: %s, %s, %s", round, a, b, c).isEqualTo(new Covered());
            }
        }
        assertThat(met).as("chains met").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 20_264, 77_006})
    void aCoveredAuthorityHasNoCallOutside(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority outer = generated.authority();
            Authority inner = generated.near(outer);
            if (covers(outer, inner)) {
                met++;
                assertThat(CornerCalls.of(inner.resolve(SESSION))).as("round %d: %s, %s", round, outer, inner)
                        .allMatch(call -> outer.resolve(SESSION).covers(call) instanceof Covered);
            }
        }
        assertThat(met).as("pairs met").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {14, 20_274, 77_016})
    void everyCounterexampleIsOne(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            Authority outer = generated.authority();
            Authority inner = round % 2 == 0 ? generated.near(outer) : generated.authority();
            if (outer.covers(inner) instanceof NotCovered(Violation violation, Counterexample example)) {
                met++;
                assertThat(inner.resolve(example.session()).covers(example.call()))
                        .as("round %d: %s has %s", round, inner, example)
                        .isEqualTo(new Covered());
                boolean elsewhere = !outer.scope().equals(example.scope()) || !outer.tool().equals(example.tool());
                assertThat(elsewhere || outer.resolve(example.session()).covers(example.call()) instanceof NotCovered)
                        .as("round %d: %s has %s", round, outer, example)
                        .isTrue();
                assertThat(example.sentence()).isNotBlank();
            }
        }
        assertThat(met).as("pairs met").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 20_275, 77_017})
    void whatIsCoveredIsCoveredInEverySession(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority outer = generated.authority();
            Authority inner = generated.near(outer);
            if (covers(outer, inner)) {
                met++;
                assertThat(outer.resolve(SESSION).covers(inner.resolve(SESSION))).as("round %d", round)
                        .isEqualTo(new Covered());
            }
        }
        assertThat(met).as("pairs met").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 20_276, 77_018})
    void whatIsPrintedIsReadBackAsItWas(long seed) {
        var generated = new GeneratedAuthorities(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Authority authority = generated.authority();
            String printed = StrictJson.write(DetailsJson.toJson(authority));
            assertThat(StrictJson.read(printed, MAX_BYTES).then(DetailsJson::authority)).as("round %d: %s", round, printed)
                    .isEqualTo(new Parsed.Value<>(authority));
            Authority pinned = generated.pinned();
            assertThat(DetailsJson.readGranted(DetailsJson.granted(pinned, 1))).as("round %d", round)
                    .isEqualTo(new Parsed.Value<>(pinned));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 20_265, 77_007})
    void aReasonNamesWhatIsWrong(long seed) {
        var generated = new GeneratedAuthorities(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Authority outer = generated.authority();
            Authority inner = generated.near(outer);
            if (outer.covers(inner) instanceof NotCovered(Violation violation, Counterexample example)
                    && !ELSEWHERE.contains(violation.parameter())) {
                assertThat(wrongThere(outer.resolve(example.session()), example.call(), violation))
                        .as("%s does not cover %s: %s", outer, inner, violation)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 20_266, 77_008})
    void narrowingNeverWidensAlongAnyChain(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int longest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Registry, run, child and credential; the session is known from the run on.
            List<Authority> chain = new ArrayList<>(List.of(generated.authority().resolve(SESSION)));
            for (int step = 0; step < 6; step++) {
                if (chain.getLast().narrow(generated.request(chain.getLast())) instanceof Narrowed(Authority next)) {
                    assertThat(chain).as("round %d", round).allMatch(earlier -> covers(earlier, next));
                    chain.add(next);
                }
            }
            List<CallFacts> calls = CornerCalls.of(chain.getLast());
            assertThat(chain).as("round %d", round)
                    .allMatch(earlier -> calls.stream().allMatch(call -> earlier.covers(call) instanceof Covered));
            longest = Math.max(longest, chain.size());
        }
        assertThat(longest).isGreaterThan(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 20_267, 77_009})
    void narrowingGivesWhatWasAskedForOrRefusesWhatLiesOutside(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority from = generated.authority();
            NarrowingRequest request = generated.request(from);
            switch (from.narrow(request)) {
                case Narrowed(Authority authority) -> {
                    assertThat(authority.actions().values()).allSatisfy(parameters -> request.limits()
                            .forEach((name, limit) -> assertThat(parameters.getOrDefault(name, limit))
                                    .isEqualTo(limit)));
                    request.identifier().ifPresent(id -> assertThat(authority.identifier())
                            .contains(new Identifiers.Exactly(id)));
                }
                case Refused(Violation violation) -> {
                    refused++;
                    assertThat(from.narrow(without(request, violation)))
                            .as("round %d: without %s the request is not refused for it", round, violation)
                            .isNotEqualTo(new Refused(violation));
                }
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 50);
    }

    private static boolean covers(Authority outer, Authority inner) {
        return outer.covers(inner) instanceof Covered;
    }

    /** Texts that can be counted, listed: the one form in which two constraints of different kinds can be equal. */
    private static Constraint canonical(Constraint constraint) {
        if (constraint instanceof Constraint.ListOf(Constraint items, int maxItems)) {
            return new Constraint.ListOf(canonical(items), maxItems);
        }
        if (!(constraint instanceof Constraint.Pattern pattern)) {
            return constraint;
        }
        Set<String> texts = new TreeSet<>();
        pattern.parsed().find(text -> texts.add(text) && texts.size() > 100);
        return texts.size() > 100 ? constraint : Constraint.OneOf.of(texts);
    }

    private static Authority canonical(Authority authority) {
        Map<String, Map<String, Constraint>> actions = new TreeMap<>();
        authority.actions().forEach((action, parameters) -> {
            Map<String, Constraint> constraints = new TreeMap<>(parameters);
            constraints.replaceAll((name, constraint) -> canonical(constraint));
            actions.put(action, constraints);
        });
        return new Authority(authority.scope(), authority.tool(), authority.identifier()
                .map(identifiers -> canonical(identifiers.asConstraint()) instanceof Constraint.OneOf(var values)
                        && values.size() == 1 ? new Identifiers.Exactly(values.first()) : identifiers),
                actions);
    }

    private static boolean wrongThere(Authority outer, CallFacts call, Violation violation) {
        Map<String, Constraint> constraints = outer.actions().getOrDefault(call.action(), Map.of());
        Constraint constraint = constraints.get(violation.parameter());
        Fact fact = call.facts().get(violation.parameter());
        return switch (violation.reason()) {
            case Violation.ACTION_NOT_ALLOWED -> !outer.actions().containsKey(call.action());
            case Violation.PARAMETER_MISSING -> constraint != null && fact == null;
            case Violation.PARAMETER_UNKNOWN -> constraint == null && fact != null;
            case Violation.LIMIT_EXCEEDED, Violation.CURRENCY_MISMATCH, Violation.VALUE_NOT_ALLOWED -> constraint != null
                    && fact != null && ConstraintContainment.reason(constraint, fact).isPresent();
            default -> false;
        };
    }

    private static NarrowingRequest without(NarrowingRequest request, Violation violation) {
        Map<String, Constraint> limits = new TreeMap<>(request.limits());
        limits.remove(violation.parameter());
        return new NarrowingRequest(request.scope(), request.location(),
                violation.parameter().equals("action") ? Optional.empty() : request.action(),
                violation.parameter().equals("identifier") ? Optional.empty() : request.identifier(), limits);
    }
}

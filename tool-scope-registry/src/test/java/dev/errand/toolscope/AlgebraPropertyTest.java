package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.toolscope.Coverage.Covered;
import dev.errand.toolscope.Coverage.NotCovered;
import dev.errand.toolscope.Identifiers.Matching;
import dev.errand.toolscope.Narrowing.Narrowed;
import dev.errand.toolscope.Narrowing.Refused;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of {@code covers} and {@code narrow}, over generated authorities. A failure names its seed and its round. */
class AlgebraPropertyTest {

    private static final int ROUNDS = 4_000;

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
    void authoritiesThatCoverEachOtherAreEqual(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority a = generated.authority();
            Authority b = generated.near(a);
            if (covers(a, b) && covers(b, a)) {
                met++;
                assertThat(b).as("round %d", round).isEqualTo(a);
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
    void aCoveredAuthorityHasNoCallOutsideAndAnyOtherHasOne(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int covered = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Authority outer = generated.authority();
            Authority inner = round % 2 == 0 ? generated.near(outer) : generated.authority();
            List<CallFacts> outside = CornerCalls.of(inner)
                    .stream()
                    .filter(call -> outer.covers(call) instanceof NotCovered)
                    .toList();
            if (covers(outer, inner)) {
                covered++;
                assertThat(outside).as("round %d", round).isEmpty();
            } else if (comparable(outer, inner)) {
                refused++;
                assertThat(outside).as("round %d: %s, %s", round, outer, inner).isNotEmpty();
            }
        }
        assertThat(Math.min(covered, refused)).as("pairs of each kind").isGreaterThan(ROUNDS / 50);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 20_265, 77_007})
    void aReasonNamesWhatIsWrong(long seed) {
        var generated = new GeneratedAuthorities(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Authority outer = generated.authority();
            Authority inner = generated.near(outer);
            outer.covers(inner)
                    .refusal()
                    .filter(violation -> !violation.parameter().equals("identifier"))
                    .ifPresent(violation -> assertThat(CornerCalls.of(inner))
                            .as("%s does not cover %s: %s", outer, inner, violation)
                            .anyMatch(call -> wrongThere(outer, call, violation)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 20_266, 77_008})
    void narrowingNeverWidensAlongAnyChain(long seed) {
        var generated = new GeneratedAuthorities(seed);
        int longest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Authority> chain = new ArrayList<>(List.of(generated.authority()));
            for (int step = 0; step < 6; step++) {
                if (chain.getLast().narrow(generated.request(chain.getLast())) instanceof Narrowed(Authority next)) {
                    assertThat(chain).as("round %d", round).allMatch(earlier -> covers(earlier, next));
                    chain.add(next);
                }
            }
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

    /** Calls show the difference: they carry neither scope nor tool, and two patterns are compared conservatively. */
    private static boolean comparable(Authority outer, Authority inner) {
        boolean patterns = outer.identifier().filter(Matching.class::isInstance).isPresent()
                && inner.identifier().filter(Matching.class::isInstance).isPresent();
        return outer.scope().equals(inner.scope()) && outer.tool().equals(inner.tool()) && !patterns;
    }

    private static boolean wrongThere(Authority outer, CallFacts call, Violation violation) {
        Map<String, Constraint> constraints = outer.actions().getOrDefault(call.action(), Map.of());
        Constraint constraint = constraints.get(violation.parameter());
        Fact fact = call.facts().get(violation.parameter());
        return switch (violation.reason()) {
            case Violation.ACTION_NOT_ALLOWED -> !outer.actions().containsKey(call.action());
            case Violation.PARAMETER_MISSING -> constraint != null && fact == null;
            case Violation.PARAMETER_UNKNOWN -> constraint == null && fact != null;
            case Violation.LIMIT_EXCEEDED, Violation.CURRENCY_MISMATCH -> constraint instanceof Constraint.MoneyLimit(Money max)
                    && !(fact instanceof Fact.MoneyFact(Money money) && within(max, money));
            case Violation.VALUE_NOT_ALLOWED -> constraint != null && fact != null;
            default -> false;
        };
    }

    private static boolean within(Money max, Money money) {
        return max.currency().equals(money.currency()) && money.amount().compareTo(max.amount()) <= 0;
    }

    private static NarrowingRequest without(NarrowingRequest request, Violation violation) {
        Map<String, Constraint> limits = new TreeMap<>(request.limits());
        limits.remove(violation.parameter());
        return new NarrowingRequest(request.scope(), request.location(),
                violation.parameter().equals("action") ? Optional.empty() : request.action(),
                violation.parameter().equals("identifier") ? Optional.empty() : request.identifier(), limits);
    }
}

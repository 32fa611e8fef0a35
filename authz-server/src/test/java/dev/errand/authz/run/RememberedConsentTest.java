package dev.errand.authz.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.ScopeName;

import static org.assertj.core.api.Assertions.assertThat;

/** Which budgets a remembered consent to 10 calls and 50 dollars covers, and which it still holds. */
class RememberedConsentTest {

    private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

    private static RunTerms terms(int calls, String dollars) {
        Authority authority = new Authority(new ScopeName("read:orders"), "https://orders.example", Optional.empty(),
                new TreeMap<>(Map.of("read-order", new TreeMap<>())));
        return new RunTerms("", List.of(new CeilingEntry(authority, 1)),
                new Budget(calls, Map.of("amount", WiredRuns.dollars(dollars))), END);
    }

    @ParameterizedTest
    @CsvSource({"10, 50.00, 10, 50.00, true, true", "10, 50.00, 11, 1.00, false, false", "10, 50.00, 1, 50.01, false, false",
        "4, 50.00, 5, 1.00, true, false", "0, 50.00, 1, 1.00, false, false", "10, 19.99, 1, 20.00, true, false",
        "10, 20.00, 1, 20.00, true, true", "10, 0.00, 1, 20.00, false, false", "1, 0.01, 1, 0.01, true, true"})
    void coversWhatWasConsentedToWhileSomethingIsLeft(int calls, String dollars, int askedCalls, String askedDollars,
            boolean covers, boolean holds) {
        RememberedConsent consent = new RememberedConsent("consent-1", "sid-1", "user-1", "agent-1", terms(10, "50.00"),
                new BudgetLeft(calls, Map.of("amount", WiredRuns.dollars(dollars))), END);
        RunTerms asked = terms(askedCalls, askedDollars);
        assertThat(consent.covers(asked)).isEqualTo(covers);
        assertThat(consent.holds(asked.budget())).isEqualTo(holds);
    }
}

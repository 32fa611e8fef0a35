package dev.errand.toolscope.enforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.Violation;

import static org.assertj.core.api.Assertions.assertThat;

class GrantTest {

    private static final String TOOL = "https://refunds.example";
    private static final DeclaredCall ENDPOINT = new DeclaredCall(new ScopeName("write:refunds"), "create-refund",
            Effects.REMOTE, new FactReader("create-refund", Optional.empty(), List.of(), List.of()), Map.of(), Set.of(), false);

    @Test
    void findsTheDetailOfTheEndpointsScope() {
        assertThat(grant("write:refunds", List.of(detail(Map.of())))).isInstanceOf(Grant.Found.class);
        assertThat(grant("read:orders write:refunds",
                List.of(detail(Map.of("scope", "read:orders")), detail(Map.of())))).isInstanceOf(Grant.Found.class);
    }

    static Stream<Arguments> others() {
        return Stream.of(Arguments.of("no detail", List.of(), "scope_mismatch"),
                Arguments.of("a detail of another scope", List.of(detail(Map.of("scope", "read:orders"))),
                        "scope_mismatch"),
                Arguments.of("two details of the scope", List.of(detail(Map.of()), detail(Map.of())), "scope_mismatch"),
                Arguments.of("another location", List.of(detail(Map.of("locations", List.of("https://other.example")))),
                        "location_mismatch"),
                Arguments.of("an unknown type", List.of(detail(Map.of("type", "payment"))), "details_malformed"),
                Arguments.of("an unknown member", List.of(detail(Map.of("only_on", "mondays"))), "details_malformed"),
                Arguments.of("an unknown constraint",
                        List.of(detail(Map.of("limits", Map.of("amount", Map.of("at_least", "1"))))),
                        "details_malformed"),
                Arguments.of("a detail beside it that cannot be read",
                        List.of(detail(Map.of()), detail(Map.of("type", "payment"))), "details_malformed"),
                Arguments.of("a detail that is no object", List.of(detail(Map.of()), "x"), "details_malformed"),
                Arguments.of("null", Collections.singletonList(null), "details_malformed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void grantsNothingFor(String what, List<?> details, String reason) {
        assertThat(grant("write:refunds", details)).isInstanceOfSatisfying(Grant.Missing.class,
                missing -> assertThat(missing.violation()).extracting(Violation::reason).isEqualTo(reason));
    }

    @Test
    void grantsNothingIfTheScopeClaimDoesNotNameTheScope() {
        assertThat(grant("read:orders", List.of(detail(Map.of()))))
                .isEqualTo(new Grant.Missing(new Violation("scope_mismatch", "scope")));
    }

    private static Grant grant(String scopes, List<?> details) {
        Credential credential = new Credential("c", "https://issuer.example", "r", Set.of(scopes.split(" ")), 1,
                new ArrayList<>(details), Instant.EPOCH);
        return Grant.of(credential, ENDPOINT, TOOL);
    }

    private static Map<String, Object> detail(Map<String, Object> changes) {
        Map<String, Object> detail = new HashMap<>(Map.of("type", "tool_call", "scope", "write:refunds", "version", 1,
                "locations", List.of(TOOL), "actions", List.of("create-refund"), "limits", Map.of(), "free",
                List.of()));
        detail.putAll(changes);
        return detail;
    }
}

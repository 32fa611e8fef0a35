package dev.errand.toolscope.registry;

import java.math.BigInteger;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeFormLinkTest {

    private static final ScopeFormLink FORMS = new ScopeFormLink("https://as.example");
    private static final Constraint EIGHTY = new Constraint.MoneyLimit(Money.parse("80.00", "USD").orElseThrow());

    private static NarrowingRequest asked(String identifier, Map<String, Constraint> limits) {
        return new NarrowingRequest(new ScopeName("write:refunds"), Optional.of("https://refunds.example"),
                Optional.of("create-refund"), Optional.of(identifier), limits);
    }

    @Test
    void saysAllThatWasAskedForOfAScopeThatIsNotThere() {
        assertThat(FORMS.toRegister(asked("order-1",
                Map.of("amount", EIGHTY, "items", new Constraint.IntegerRange(BigInteger.ONE, BigInteger.TEN), "reason",
                        Constraint.OneOf.exactly("late")))))
                .isEqualTo("https://as.example/console/scopes/new?name=write%3Arefunds"
                        + "&tool=https%3A%2F%2Frefunds.example&action=create-refund&identifier=order-1"
                        + "&limit.create-refund.amount=80.00+USD&limit.create-refund.items=10");
        assertThat(FORMS.toRegister(NarrowingRequest.of(new ScopeName("write:refunds"))))
                .isEqualTo("https://as.example/console/scopes/new?name=write%3Arefunds");
    }

    @Test
    void widensTheOneParameterThatLayOutside() {
        NarrowingRequest asked = asked("order-1", Map.of("amount", EIGHTY, "tip", EIGHTY));
        String form = "https://as.example/console/scopes/write:refunds/edit";
        assertThat(FORMS.toWiden(asked, "amount")).isEqualTo(form + "?limit.create-refund.amount=80.00+USD");
        assertThat(FORMS.toWiden(asked, "currency")).isEqualTo(form);
        assertThat(FORMS.toChange(asked)).isEqualTo(form);
    }

    /** What is no number makes no rule: a person looks at it beside the rule. */
    @Test
    void saysWhatWasAskedForWhereNoNumberWouldWiden() {
        NarrowingRequest asked = asked("parcel-1", Map.of("reason", Constraint.OneOf.exactly("too late"), "urgent",
                new Constraint.Booleans(Set.of(true)), "note", new Constraint.Prefix("re:"), "kind",
                new Constraint.Pattern("[a-z]{1,9}"), "tags", new Constraint.ListOf(Constraint.OneOf.exactly("a"), 3), "any",
                new Constraint.Free()));
        String form = "https://as.example/console/scopes/write:refunds/edit";
        assertThat(FORMS.toWiden(asked, "identifier")).isEqualTo(form + "?asked.identifier=parcel-1");
        assertThat(FORMS.toWiden(asked, "action")).isEqualTo(form + "?asked.action=create-refund");
        assertThat(FORMS.toWiden(asked, "reason")).isEqualTo(form + "?asked.create-refund.reason=too+late");
        assertThat(FORMS.toWiden(asked, "urgent")).isEqualTo(form + "?asked.create-refund.urgent=true");
        assertThat(FORMS.toWiden(asked, "note")).isEqualTo(form + "?asked.create-refund.note=re%3A");
        assertThat(FORMS.toWiden(asked, "kind")).isEqualTo(form + "?asked.create-refund.kind=%5Ba-z%5D%7B1%2C9%7D");
        assertThat(FORMS.toWiden(asked, "tags")).isEqualTo(form + "?asked.create-refund.tags=a");
        assertThat(FORMS.toWiden(asked, "any")).isEqualTo(form);
    }

    @Test
    void leadsToTheAgentThatMayNotAskForTheScope() {
        NarrowingRequest asked = NarrowingRequest.of(new ScopeName("write:refunds"));
        assertThat(FORMS.toAllow(asked, "support-agent"))
                .isEqualTo("https://as.example/console/agents/support-agent/edit?scope=write%3Arefunds");
        assertThat(FORMS.toAllow(asked, "https://a.example/agent"))
                .isEqualTo("https://as.example/console/agents/~aHR0cHM6Ly9hLmV4YW1wbGUvYWdlbnQ/edit?scope=write%3Arefunds");
        assertThat(FORMS.toAllow(asked, "..")).isEqualTo("https://as.example/console/agents/~Li4/edit?scope=write%3Arefunds");
    }

    @Test
    void nothingThatWasAskedForGetsOutOfItsPlace() {
        String link = FORMS.toRegister(asked("o&name=x#?%é", Map.of()));
        assertThat(link).endsWith("&identifier=o%26name%3Dx%23%3F%25%C3%A9");
        assertThat(URI.create(link).getQuery()).contains("identifier=o&name=x#?%é");
    }

    @Test
    void isNeverLong() {
        String link = FORMS.toRegister(new NarrowingRequest(new ScopeName("write:refunds"),
                Optional.of("https://refunds.example/" + "a".repeat(1500)), Optional.empty(), Optional.empty(), Map.of()));
        assertThat(link).isEqualTo("https://as.example/console/scopes/new?name=write%3Arefunds");
    }
}

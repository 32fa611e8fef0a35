package dev.errand.authz.ledger.search;

import java.time.Duration;
import java.time.Instant;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.testing.Leaves;

/** Fills a ledger: everything about number {@code n} says so in all its fields. */
public final class Entries {

    private final Leaves leaves;
    private final String suffix;

    public Entries(Leaves leaves, String suffix) {
        this.leaves = leaves;
        this.suffix = suffix;
    }

    public String named(String what, int n) {
        return what + "-" + n + suffix;
    }

    public String tool(int n) {
        return "https://" + named("tool", n) + ".example";
    }

    public IssuanceEntry issuance(int n, String scope, String amount) {
        Instant now = leaves.clock.instant();
        String details = """
                [{"type":"tool_call","scope":"%s","version":1,"locations":["%s"],"actions":["%s"],"identifier":"%s",\
                "limits":{"amount":{"max":"%s","currency":"USD"}},"free":[]}]""".formatted(scope, tool(n), named("act", n),
                named("order", n), amount);
        return new IssuanceEntry(named("credential", n), "credential", "https://as.example", "kid-1", named("run", n),
                named("sid", n), named("user", n), named("agent", n), "actor", tool(n), scope, 1, 1,
                new IssuanceEntry.CompositionUsed(named("composition", n), 1), details, named("jkt", n), named("consent", n),
                now, now.plusSeconds(60), "permit", "1", "token_exchange", named("request", n), 1);
    }

    public void issue(IssuanceEntry entry) {
        leaves.transaction.executeWithoutResult(_ -> leaves.ledger.issuance(entry));
    }

    public void issue(int n) {
        issue(issuance(n, "write:" + named("scope", n), "20.00"));
    }

    public ToolCallEntry call(int n, String execution, Outcome outcome, String reason) {
        Instant now = leaves.clock.instant();
        return new ToolCallEntry(tool(n), execution, named("credential", n), named("run", n), "write:" + named("scope", n),
                named("act", n), named("order", n), "digest", outcome, reason, now.minus(Duration.ofMillis(5)), now);
    }

    public void report(ToolCallEntry call) {
        leaves.ledger.toolCall(call);
    }

    public void refuse(int n) {
        leaves.ledger.refusal(new RefusalEntry(leaves.clock.instant(), named("/endpoint", n), named("agent", n),
                named("run", n), named("sid", n), named("user", n), tool(n), "write:" + named("scope", n), named("jkt", n),
                named("error", n), named("reason", n), null, named("request", n)));
    }

    public void happen(int n, boolean alarm) {
        leaves.ledger.event(new EventEntry(leaves.clock.instant(), named("kind", n), named("run", n), named("sid", n),
                named("user", n), named("agent", n), "detail", alarm));
    }
}

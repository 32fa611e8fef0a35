package dev.errand.authz.admin.usage;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.nimbusds.jose.jwk.JWKSet;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.ledger.usage.LedgerUsage;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.InMemoryRegistry;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Granted against used, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UsageReportContract {

    private static final String TOOL = "https://refunds.example";
    private static final String REGISTRY = """
            tools:
              - {resource: "https://refunds.example", name: Refunds, jwks: {keys: []}}
            scopes:
              - name: write:pay
                tool: https://refunds.example
                description: Pay
                effect: write
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - {name: pay, parameters: {amount: {max: "50.00", currency: USD}}}
              - name: write:idle
                tool: https://refunds.example
                description: Idle
                effect: write
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - {name: pay, parameters: {amount: {max: "50.00", currency: USD}}}
              - name: read:look
                tool: https://refunds.example
                description: Look
                effect: read
                max_uses: 5
                actions:
                  - {name: look, parameters: {pages: {integer: {min: "1", max: "100"}}}}
            """;

    private final Leaves leaves;
    private final UsageReport report;
    private String suffix;

    UsageReportContract(TestDatabase database) {
        this.leaves = new Leaves(database);
        InMemoryRegistry registry = new InMemoryRegistry(leaves.clock);
        if (RegistryYaml.read(REGISTRY) instanceof Parsed.Value<RegistryDocument>(RegistryDocument document)) {
            registry.apply(document, new Change("test", "test"));
        }
        this.report = new UsageReport(new LedgerUsage(leaves.jdbc), leaves.agents, registry, leaves.clock,
                new JdbcTransactionManager(leaves.dataSource));
    }

    /** What happened before is out of the report's time. */
    @BeforeEach
    void later() {
        leaves.clock.advance(Duration.ofDays(400));
        suffix = "-" + UUID.randomUUID();
    }

    private String agent(int n) {
        return "agent-" + n + suffix;
    }

    private void register(int n, Set<String> scopes) {
        leaves.agents.register(new Agent(agent(n), "An agent", ClientMethod.NONE, new JWKSet(), List.of(), scopes, true),
                "test");
    }

    private String issue(int agent, String scope, String limit) {
        String credential = UUID.randomUUID().toString();
        boolean pays = scope.startsWith("write");
        String details = """
                [{"type":"tool_call","scope":"%s","version":1,"locations":["%s"],"actions":["%s"],%s"limits":{%s},"free":[]}]
                """.formatted(scope, TOOL, pays ? "pay" : "look", pays ? "\"identifier\":\"order-1\"," : "", pays
                ? "\"amount\":{\"max\":\"" + limit + "\",\"currency\":\"USD\"}"
                : "\"pages\":{\"integer\":{\"min\":\"1\",\"max\":\"" + limit + "\"}}").strip();
        Instant now = leaves.clock.instant();
        leaves.transaction.executeWithoutResult(_ -> leaves.ledger.issuance(new IssuanceEntry(credential, "credential",
                "https://as.example", "kid-1", "run-1", "sid-1", "user-1", agent(agent), "actor", TOOL, scope, 1, 1, null,
                details, "jkt-1", null, now, now.plusSeconds(60), "permit", "1", "token_exchange", "request-1", 5)));
        return credential;
    }

    private void call(String credential, String scope, Outcome outcome) {
        Instant now = leaves.clock.instant();
        leaves.ledger.toolCall(new ToolCallEntry(TOOL, UUID.randomUUID().toString(), credential, "run-1", scope, "pay",
                "order-1", "digest", outcome, null, now, now));
    }

    private List<UsageRow> rows(int limit) {
        List<UsageRow> rows = new ArrayList<>();
        Optional<Cursor> after = Optional.of(Cursor.of("agent", ""));
        while (after.isPresent()) {
            Page<UsageRow> page = report.page(
                    new UsageQuery(Optional.empty(), Optional.empty(), 30, new PageRequest(limit, after)));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().stream().filter(row -> row.agent().endsWith(suffix)).forEach(rows::add);
            after = page.next();
        }
        return rows;
    }

    private static Proposal tighten(String action, String parameter, String currency, String now, String proposed) {
        return new Proposal.Tighten(List.of(new Proposal.NewLimit(action, parameter, currency, new BigDecimal(now),
                new BigDecimal(proposed))), OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void reportsWhatATableSays(int limit) {
        register(1, Set.of("write:pay", "read:look", "write:idle"));
        register(2, Set.of("write:pay"));
        issue(1, "write:pay", "49.99");
        leaves.clock.advance(Duration.ofDays(31));
        Instant start = leaves.clock.instant();
        String first = issue(1, "write:pay", "20.00");
        String second = issue(1, "write:pay", "5.00");
        String third = issue(1, "write:pay", "12.50");
        call(issue(2, "write:pay", "30.00"), "write:pay", Outcome.ALLOWED);
        issue(1, "read:look", "7");
        call(first, "write:pay", Outcome.ALLOWED);
        call(second, "write:pay", Outcome.UNKNOWN);
        call(third, "write:pay", Outcome.REFUSED);

        Optional<Instant> at = Optional.of(start);
        Proposal less = tighten("pay", "amount", "USD", "50.00", "30");
        assertThat(rows(limit)).usingRecursiveFieldByFieldElementComparator(
                RecursiveComparisonConfiguration.builder()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class).build())
                .containsExactly(
                        new UsageRow(agent(1), "read:look", true, true, 1, 0, 1, at, Optional.empty(),
                                List.of(new LimitUse("look", "pages", "", new BigDecimal(7), Optional.of(new BigDecimal(100)))),
                                new Proposal.Unused(false)),
                        new UsageRow(agent(1), "write:idle", true, true, 0, 0, 0, Optional.empty(), Optional.empty(), List.of(),
                                new Proposal.Unused(false)),
                        new UsageRow(agent(1), "write:pay", true, true, 3, 2, 1, at, at, List.of(new LimitUse("pay", "amount",
                                "USD", new BigDecimal(20), Optional.of(new BigDecimal(50)))), less),
                        new UsageRow(agent(2), "write:pay", true, true, 1, 1, 0, at, at, List.of(new LimitUse("pay", "amount",
                                "USD", new BigDecimal(30), Optional.of(new BigDecimal(50)))), less));
    }

    @Test
    void proposesFewerUsesButNeverFewerThanWereMade() {
        register(1, Set.of("read:look"));
        String credential = issue(1, "read:look", "100");
        call(credential, "read:look", Outcome.ALLOWED);
        call(credential, "read:look", Outcome.ALLOWED);
        call(issue(1, "read:look", "100"), "read:look", Outcome.ALLOWED);

        assertThat(rows(50)).singleElement().extracting(UsageRow::proposal)
                .isEqualTo(new Proposal.Tighten(List.of(), OptionalInt.of(2)));
        assertThat(EditorLink.of("read:look", new Proposal.Tighten(List.of(), OptionalInt.of(2))))
                .isEqualTo("/console/scopes/read:look/edit?max_uses=2");
    }

    @Test
    void takesAwayFromOneWhatOthersUse() {
        register(1, Set.of("write:pay"));
        register(2, Set.of());
        call(issue(2, "write:pay", "50.00"), "write:pay", Outcome.ALLOWED);
        issue(1, "write:pay", "50.00");

        assertThat(rows(50)).extracting(UsageRow::proposal).containsExactly(new Proposal.Unused(true),
                new Proposal.Nothing());
    }

    @Test
    void proposesNoLimitWhileTheLedgerDoesNotKnowWhatWasAskedFor() {
        register(1, Set.of("write:pay"));
        String credential = issue(1, "write:pay", "20.00");
        call(credential, "write:pay", Outcome.ALLOWED);
        assertThat(rows(50)).extracting(UsageRow::proposal)
                .allMatch(proposal -> proposal instanceof Proposal.Tighten);

        leaves.jdbc.sql("update issuance set action = null where credential_id = :id").param("id", credential).update();
        assertThat(rows(50)).extracting(UsageRow::proposal).containsExactly(new Proposal.Nothing());
    }

    private record Given(int agent, String scope, BigDecimal amount, Instant at, String credential) {}

    private record Made(Given given, Outcome outcome) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithCountingOneByOne(long seed) {
        Random random = new Random(seed);
        List<String> scopes = List.of("write:pay", "write:idle", "read:look");
        for (int agent = 1; agent <= 3; agent++) {
            register(agent, Set.of());
        }
        List<Given> given = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        List<Outcome> outcomes = List.of(Outcome.values());
        for (int i = 0; i < 120; i++) {
            leaves.clock.advance(Duration.ofHours(random.nextInt(20)));
            int agent = 1 + random.nextInt(3);
            String scope = scopes.get(random.nextInt(3));
            String amount = String.valueOf(1 + random.nextInt(50));
            given.add(new Given(agent, scope, new BigDecimal(amount), leaves.clock.instant(), issue(agent, scope, amount)));
            for (int calls = random.nextInt(4); calls > 0; calls--) {
                Given of = given.get(random.nextInt(given.size()));
                Outcome outcome = outcomes.get(random.nextInt(outcomes.size()));
                call(of.credential(), of.scope(), outcome);
                made.add(new Made(of, outcome));
            }
        }

        Instant since = leaves.clock.instant().minus(Duration.ofDays(30));
        List<Given> counted = given.stream().filter(one -> !one.at().isBefore(since)).toList();
        List<Made> used = made.stream().filter(one -> counted.contains(one.given())
                && (one.outcome() == Outcome.ALLOWED || one.outcome() == Outcome.UNKNOWN)).toList();
        List<UsageRow> rows = rows(4);
        assertThat(rows).hasSize(new TreeSet<>(counted.stream().map(one -> one.agent() + one.scope()).toList()).size());
        for (UsageRow row : rows) {
            List<Given> mine = counted.stream()
                    .filter(one -> agent(one.agent()).equals(row.agent()) && one.scope().equals(row.scope())).toList();
            List<Made> calls = used.stream().filter(one -> mine.contains(one.given())).toList();
            assertThat(row.granted()).isEqualTo(mine.size());
            assertThat(row.calls()).isEqualTo(calls.size());
            assertThat(row.neverUsed())
                    .isEqualTo(mine.size() - calls.stream().map(Made::given).distinct().count());
            assertThat(row.limits()).singleElement().matches(limit -> limit.largest()
                    .compareTo(mine.stream().map(Given::amount).max(BigDecimal::compareTo).orElseThrow()) == 0);
            BigDecimal needed = counted.stream().filter(one -> one.scope().equals(row.scope())).map(Given::amount)
                    .max(BigDecimal::compareTo).orElseThrow();
            if (row.proposal() instanceof Proposal.Tighten tighten) {
                assertThat(tighten.limits()).allMatch(limit -> limit.proposed().compareTo(needed) == 0);
            }
        }
    }
}

package dev.errand.authz.ledger.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What searching the ledger owes on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerSearchContract {

    private static final Duration AGE = LedgerSearch.SETTLED.plusMillis(1);

    private final TestDatabase database;
    private Leaves leaves;
    private LedgerSearch search;
    private Map<String, Function<Slice, List<? extends Found<?>>>> lists;
    private Entries entries;
    private Instant start;

    LedgerSearchContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        search = new LedgerSearch(leaves.jdbc, leaves.clock);
        lists = Map.of("calls", search::calls, "issuances", search::issuances, "unreported", search::unreported,
                "refusals", search::refusals, "events", search::events);
    }

    @BeforeEach
    void newNames() {
        leaves.clock.advance(Duration.ofHours(1));
        start = leaves.clock.instant();
        entries = new Entries(leaves, "-" + UUID.randomUUID());
    }

    /** Numbers 1 to 3 in every list, a second apart. */
    private void fill() {
        for (int n = 1; n <= 3; n++) {
            entries.issue(n);
            entries.report(entries.call(n, UUID.randomUUID().toString(), n == 1 ? Outcome.REFUSED : Outcome.ALLOWED,
                    entries.named("reason", n)));
            entries.refuse(n);
            entries.happen(n, n == 1);
            IssuanceEntry issued = entries.issuance(n, "write:" + entries.named("scope", n), "20.00");
            entries.issue(new IssuanceEntry("un" + issued.credentialId(), issued.kind(), issued.issuer(), issued.kid(),
                    issued.runId(), issued.session(), issued.subject(), issued.agent(), issued.actor(), issued.tool(),
                    issued.scope(), 1, 1, issued.composition(), issued.authorizationDetails(), issued.jkt(), issued.consentId(),
                    issued.issuedAt(), issued.expiresAt(), "permit", "1", "token_exchange", issued.requestId(), 1));
            leaves.clock.advance(Duration.ofSeconds(1));
        }
        leaves.clock.advance(AGE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # list, field, prefix of the value, rows of number 1, a value that nothing has
            calls,      RUN_ID,        run,              1
            calls,      CREDENTIAL_ID, credential,       1
            calls,      SUBJECT,       user,             1
            calls,      AGENT,         agent,            1
            calls,      TOOL,          tool,             1
            calls,      SCOPE,         write:scope,      1
            calls,      ACTION,        act,              1
            calls,      IDENTIFIER,    order,            1
            calls,      REASON,        reason,           1
            calls,      SESSION,       sid,              1
            calls,      CONSENT_ID,    consent,          1
            calls,      REQUEST_ID,    request,          1
            calls,      JKT,           jkt,              1
            calls,      COMPOSITION,   composition,      1
            issuances,  RUN_ID,        run,              2
            issuances,  CREDENTIAL_ID, credential,       1
            issuances,  SUBJECT,       user,             2
            issuances,  AGENT,         agent,            2
            issuances,  TOOL,          tool,             2
            issuances,  SCOPE,         write:scope,      2
            issuances,  ACTION,        act,              2
            issuances,  IDENTIFIER,    order,            2
            issuances,  SESSION,       sid,              2
            issuances,  CONSENT_ID,    consent,          2
            issuances,  REQUEST_ID,    request,          2
            issuances,  JKT,           jkt,              2
            issuances,  COMPOSITION,   composition,      2
            unreported, RUN_ID,        run,              1
            unreported, CREDENTIAL_ID, uncredential,     1
            unreported, SUBJECT,       user,             1
            unreported, AGENT,         agent,            1
            unreported, TOOL,          tool,             1
            unreported, SCOPE,         write:scope,      1
            unreported, ACTION,        act,              1
            unreported, IDENTIFIER,    order,            1
            unreported, SESSION,       sid,              1
            unreported, CONSENT_ID,    consent,          1
            unreported, REQUEST_ID,    request,          1
            unreported, JKT,           jkt,              1
            unreported, COMPOSITION,   composition,      1
            refusals,   RUN_ID,        run,              1
            refusals,   SUBJECT,       user,             1
            refusals,   AGENT,         agent,            1
            refusals,   TOOL,          tool,             1
            refusals,   SCOPE,         write:scope,      1
            refusals,   REASON,        reason,           1
            refusals,   SESSION,       sid,              1
            refusals,   REQUEST_ID,    request,          1
            refusals,   JKT,           jkt,              1
            refusals,   ERROR,         error,            1
            refusals,   ENDPOINT,      /endpoint,        1
            events,     RUN_ID,        run,              1
            events,     SUBJECT,       user,             1
            events,     AGENT,         agent,            1
            events,     SESSION,       sid,              1
            events,     KIND,          kind,             1
            """)
    void findsByEveryField(String list, Field field, String prefix, int rows) {
        fill();
        String value = field == Field.TOOL ? entries.tool(1) : entries.named(prefix, 1);

        for (Slice.Order order : Slice.Order.values()) {
            assertThat(read(list, LedgerFilter.by(field, value), order)).hasSize(rows);
            assertThat(read(list, LedgerFilter.by(field, value + "x"), order)).isEmpty();
        }
        assertThat(LedgerSearch.fields(LedgerList.of(list).orElseThrow())).contains(field);
    }

    private List<? extends Found<?>> read(String list, LedgerFilter filter, Slice.Order order) {
        return lists.get(list).apply(new Slice(filter, order, Optional.empty(), 50));
    }

    @Test
    void findsByOutcomeAndByAlarm() {
        fill();
        LedgerFilter hour = LedgerFilter.ALL.within(start, null);

        assertThat(search.calls(Slice.newest(hour.and(Field.OUTCOME, "refused"), 50))).hasSize(1);
        assertThat(search.calls(Slice.newest(hour.and(Field.OUTCOME, "allowed"), 50))).hasSize(2);
        assertThat(search.calls(Slice.newest(hour.and(Field.OUTCOME, "unknown"), 50))).isEmpty();
        assertThat(search.events(Slice.newest(hour.and(Field.ALARM, "true"), 50)))
                .extracting(event -> event.entry().agent()).containsExactly(entries.named("agent", 1));
        assertThat(search.events(Slice.newest(hour.and(Field.ALARM, "false"), 50))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"calls, 1", "issuances, 2", "unreported, 1", "refusals, 1", "events, 1"})
    void findsByTime(String list, int each) {
        fill();
        Instant second = start.plusSeconds(1);

        assertThat(read(list, LedgerFilter.ALL.within(second, null), Slice.Order.NEWEST_FIRST)).hasSize(2 * each);
        assertThat(read(list, LedgerFilter.ALL.within(second, second.plusSeconds(1)), Slice.Order.NEWEST_FIRST))
                .hasSize(each);
        assertThat(read(list, LedgerFilter.ALL.within(start, second), Slice.Order.OLDEST_FIRST)).hasSize(each);
        assertThat(read(list, LedgerFilter.ALL.within(start, second).and(Field.AGENT, entries.named("agent", 2)),
                Slice.Order.OLDEST_FIRST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NEWEST_FIRST, 1", "NEWEST_FIRST, 3", "NEWEST_FIRST, 50", "OLDEST_FIRST, 1", "OLDEST_FIRST, 3",
        "OLDEST_FIRST, 50"})
    void pagesThroughRowsOfOneTimeWithoutLossOrDoubling(Slice.Order order, int limit) {
        entries.issue(1);
        List<String> executions = IntStream.range(0, 10).mapToObj(i -> "x" + i + entries.named("", 1)).toList();
        executions.forEach(execution -> entries.report(entries.call(1, execution, Outcome.REFUSED, null)));
        leaves.clock.advance(AGE);

        Slice slice = new Slice(LedgerFilter.by(Field.RUN_ID, entries.named("run", 1)), order, Optional.empty(),
                limit);
        List<String> seen = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (List<Found<RecordedCall>> page = search.calls(slice); !page.isEmpty(); page = search
                .calls(slice.after(page.getLast().position()))) {
            page.forEach(call -> seen.add(call.entry().call().executionId()));
            // Whoever reads newest first never meets what comes now; whoever reads oldest first meets it, in its place.
            if (late.size() < 4) {
                late.add("y" + late.size() + entries.named("", 1));
                entries.report(entries.call(1, late.getLast(), Outcome.REFUSED, null));
                leaves.clock.advance(AGE);
            }
        }
        List<String> all = Stream.concat(executions.stream(), late.stream()).toList();
        assertThat(seen).isEqualTo(order == Slice.Order.OLDEST_FIRST ? all : executions.reversed());
    }

    @Test
    void tailShowsARowOnlyWhenNoneCanComeBeforeIt() {
        entries.issue(1);
        entries.report(entries.call(1, "late" + entries.named("", 1), Outcome.REFUSED, null));
        LedgerFilter run = LedgerFilter.by(Field.RUN_ID, entries.named("run", 1));
        Slice oldest = new Slice(run, Slice.Order.OLDEST_FIRST, Optional.empty(), 50);

        assertThat(search.calls(Slice.newest(run, 50))).hasSize(1);
        assertThat(search.calls(oldest)).isEmpty();
        leaves.clock.advance(AGE);
        assertThat(search.calls(oldest)).hasSize(1);
    }

    @Test
    void joinsACallToEveryScopeOfItsCredential() {
        IssuanceEntry one = entries.issuance(1, "write:" + entries.named("scope", 1), "20.00");
        IssuanceEntry other = entries.issuance(1, "write:zz" + entries.named("scope", 1), "20.00");
        entries.issue(one);
        entries.issue(other);
        ToolCallEntry call = entries.call(1, UUID.randomUUID().toString(), Outcome.ALLOWED, null);
        entries.report(call);
        ToolCallEntry stranger = new ToolCallEntry(entries.tool(1), UUID.randomUUID().toString(), null,
                entries.named("run", 1), null, null, null, null, Outcome.REFUSED, "wrong_audience", start, start);
        entries.report(stranger);

        assertThat(search.calls(Slice.newest(LedgerFilter.by(Field.RUN_ID, entries.named("run", 1)), 2)))
                .extracting(Found::entry)
                .containsExactly(new RecordedCall(stranger, List.of()), new RecordedCall(call, List.of(one, other)));
    }

    @Test
    void handsOverEveryRowInTheOrderOfThePages() {
        entries.issue(1);
        int rows = 2_500;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String execution = i + entries.named("e", 1);
            entries.report(entries.call(1, execution, Outcome.REFUSED, null));
            expected.add(execution);
            if (i % 700 == 0) {
                leaves.clock.advance(Duration.ofMillis(1));
            }
        }

        List<String> seen = new ArrayList<>();
        search.each(LedgerFilter.by(Field.RUN_ID, entries.named("run", 1)), search::calls,
                call -> seen.add(call.entry().call().executionId()));
        assertThat(seen).isEqualTo(expected.reversed());
    }
}

package dev.errand.authz.ledger.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.ReadRows;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What searching the ledger costs on every database: what it shows, however much else there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerPlanContract {

    private static final int ROWS = 40_000;
    private static final int PAGE = 20;
    /** A row may be read in its index and in its table, and for each row shown another one of another table. */
    private static final int READ_FOR_ONE_SHOWN = 8;
    /** The three oldest rows have a value of their own, and all others share one. */
    private static final String VALUE = "case when s.n < 3 then 'rare' else 'common' end";
    private static final String TIME = "timestamp with time zone '2030-05-05 12:00:00+00' + s.n * interval '1' second";

    private final TestDatabase database;
    private Leaves leaves;

    LedgerPlanContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void fill() {
        leaves = new Leaves(database);
        insert("""
                insert into issuance (credential_id, scope, kind, issuer, kid, run_id, session, subject, agent, actor, tool,
                  composition, jkt, consent_id, issued_at, expires_at, decision, policy_version, trigger, request_id,
                  max_uses, action, identifier)
                select case when s.n = 0 then 'rare' else concat('c', s.n) end, $value,
                  case when s.n in (3, 4, 5) then 'run_token' else 'credential' end, 'i', 'k', $value,
                  case when s.n < 3 then 'rare' else concat('s', s.n / 50) end, $value, $value, 'a', $value, $value, $value,
                  $value, $time, $time, 'd', '1', 't', $value, 1, $value, $value
                """);
        // Every second credential was used; the oldest was.
        insert("""
                insert into tool_call (tool, execution_id, credential_id, run_id, scope, action, identifier, outcome, reason,
                  started_at, ended_at, recorded_at, content_digest, agent, subject)
                select $value, concat('e', s.n), case when s.n = 0 then 'rare' else concat('c', s.n * 2) end, $value, $value,
                  $value, $value, case when s.n < 3 then 'refused' else 'allowed' end, $value, $time, $time, $time, 'd', $value,
                  $value
                """);
        insert("""
                insert into refusal (at, endpoint, agent, run_id, session, subject, tool, scope, jkt, error, reason, request_id)
                select $time, $value, $value, $value, $value, $value, $value, $value, $value, $value, $value, $value
                """);
        insert("""
                insert into event (at, kind, run_id, session, subject, agent, detail, alarm)
                select $time, $value, $value, $value, $value, $value, 'd', s.n < 3
                """);
        leaves.jdbc.sql("analyze").update();
    }

    private void insert(String sql) {
        String numbers = database == TestDatabase.H2 ? "system_range" : "generate_series";
        leaves.jdbc.sql(sql.replace("$value", VALUE).replace("$time", TIME) + " from " + numbers + "(0, " + (ROWS - 1)
                + ") as s (n)").update();
    }

    /** What is asked of a list. */
    record Question(LedgerList list, Field field, String value) {}

    static Stream<Question> everyField() {
        return Stream.of(LedgerList.values()).flatMap(list -> LedgerSearch.fields(list).stream()
                .flatMap(field -> values(list, field).stream().map(value -> new Question(list, field, value))));
    }

    private static List<String> values(LedgerList list, Field field) {
        boolean calls = list == LedgerList.CALLS;
        if (list == LedgerList.UNREPORTED) {
            // How many credentials were used decides how far it reads, whatever else is asked for.
            return field == Field.ACTION ? List.of() : List.of("rare");
        }
        return switch (field) {
            case CREDENTIAL_ID -> List.of("rare");
            case OUTCOME -> List.of("refused", "allowed");
            case ALARM -> List.of("true", "false");
            case KIND -> list == LedgerList.ISSUANCES ? List.of("run_token", "credential") : List.of("rare", "common");
            // No index of their own: what many have is met soon.
            case ACTION -> List.of("common");
            case REASON -> calls ? List.of("common") : List.of("rare", "common");
            // Found by the index of another order, and sorted: as much is read as there is.
            case SESSION -> list == LedgerList.REFUSALS || list == LedgerList.EVENTS
                    ? List.of("rare", "common")
                    : List.of("rare", "s30");
            case REQUEST_ID, CONSENT_ID, JKT, COMPOSITION -> calls ? List.of("rare") : List.of("rare", "common");
            // H2 prefers the primary key, which begins with the tool as well, and sorts all that the tool reported.
            case TOOL -> calls ? List.of("rare") : List.of("rare", "common");
            default -> List.of("rare", "common");
        };
    }

    @ParameterizedTest
    @MethodSource("everyField")
    void readsNoFurtherThanThePageGoes(Question question) {
        List<String> dear = new ArrayList<>();
        for (Slice.Order order : Slice.Order.values()) {
            Slice slice = new Slice(LedgerFilter.by(question.field(), question.value()), order, Optional.empty(), PAGE);
            String selected = question.list() == LedgerList.CALLS ? CallListing.CHOSEN : "*";
            Listing.Statement statement = LedgerSearch.listing(question.list()).statement(selected, slice);
            if (ReadRows.of(database, leaves.jdbc, statement.sql(), statement.values()) > READ_FOR_ONE_SHOWN * PAGE) {
                dear.add(ReadRows.plan(leaves.jdbc, statement.sql(), statement.values()));
            }
        }
        assertThat(dear).isEmpty();
    }
}

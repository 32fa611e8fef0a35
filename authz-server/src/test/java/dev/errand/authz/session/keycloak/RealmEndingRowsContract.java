package dev.errand.authz.session.keycloak;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the list of sessions that a realm has to end owes on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealmEndingRowsContract {

    private static final String ISSUER = "https://op.example/realms/demo";

    private final TestDatabase database;
    private Leaves leaves;
    private List<RealmEndingRows> nodes;
    private RealmEndingRows rows;
    private Instant now;

    RealmEndingRowsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        leaves = new Leaves(database);
        rows = new RealmEndingRows(leaves.jdbc);
        nodes = List.of(rows, new RealmEndingRows(leaves.secondNode().jdbc));
    }

    @BeforeEach
    void file() {
        leaves.jdbc.sql("delete from realm_ending").update();
        now = leaves.clock.instant();
        rows.insert("sid-1", ISSUER, "there-1", now);
    }

    private List<String> due(Instant at) {
        return rows.due(ISSUER, at, 10).stream().map(RealmEndingRows.Pending::sid).toList();
    }

    @Test
    void whatIsFiledIsDueAtItsRealm() {
        rows.insert("sid-2", ISSUER, "there-2", now.plusSeconds(1));
        rows.insert("sid-3", "https://other.example", "there-1", now);
        assertThat(due(now)).containsExactly("sid-1");
        assertThat(due(now.plusSeconds(1))).containsExactly("sid-1", "sid-2");
        assertThat(rows.due(ISSUER, now, 10)).extracting(RealmEndingRows.Pending::upstreamSid,
                RealmEndingRows.Pending::endedAt, RealmEndingRows.Pending::attempts)
                .containsExactly(tuple("there-1", now, 0));
    }

    @Test
    void anEndingThatIsRolledBackFilesNothing() {
        leaves.transaction.executeWithoutResult(status -> {
            rows.insert("sid-2", ISSUER, "there-2", now);
            status.setRollbackOnly();
        });
        assertThat(due(now)).containsExactly("sid-1");
    }

    @Test
    void ofManyNodesOneEndsIt() throws Exception {
        RealmEndingRows.Pending pending = rows.due(ISSUER, now, 10).getFirst();
        List<Boolean> claimed = Race.over(nodes, 16, node -> () -> node.claim(pending, now.plusSeconds(30)));
        assertThat(Collections.frequency(claimed, true)).isOne();
        assertThat(due(now.plusSeconds(29))).isEmpty();
        assertThat(due(now.plusSeconds(30))).as("whoever claimed it is gone").containsExactly("sid-1");
    }

    @Test
    void whatIsPutOffIsDueLater() {
        rows.postpone("sid-1", now.plusSeconds(5));
        assertThat(due(now.plusSeconds(4))).isEmpty();
        assertThat(rows.due(ISSUER, now.plusSeconds(5), 10)).extracting(RealmEndingRows.Pending::attempts).containsExactly(1);
    }

    @Test
    void whatIsOverThereIsOverForAllOfOursAndWhatIsDroppedForOne() {
        rows.insert("sid-2", ISSUER, "there-1", now);
        rows.insert("sid-3", ISSUER, "there-3", now);
        rows.insert("sid-4", ISSUER, "there-3", now);
        rows.over(rows.due(ISSUER, now, 1).getFirst());
        rows.drop("sid-3");
        assertThat(due(now)).containsExactly("sid-4");
    }

    @Test
    void whatIsOldIsFoundWhateverTheRealm() {
        rows.insert("sid-2", "https://gone.example", "there-2", now.minusSeconds(1));
        assertThat(rows.endedBefore(now, 10)).extracting(RealmEndingRows.Pending::sid).containsExactly("sid-2");
        assertThat(rows.endedBefore(now.plusSeconds(1), 1)).extracting(RealmEndingRows.Pending::sid).containsExactly("sid-2");
        assertThat(rows.endedBefore(now.minusSeconds(1), 10)).isEmpty();
    }
}

package dev.errand.authz.ending.caep;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the outbox of events owes on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeliveryRowsContract {

    private static final String RECEIVER = "https://receiver.example/events";

    private final TestDatabase database;
    private List<DeliveryRows> nodes;
    private DeliveryRows rows;
    private Leaves leaves;
    private Instant now;
    private String jti;

    DeliveryRowsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        leaves = new Leaves(database);
        rows = new DeliveryRows(leaves.jdbc);
        nodes = List.of(rows, new DeliveryRows(leaves.secondNode().jdbc));
        now = leaves.clock.instant();
    }

    @BeforeEach
    void file() {
        leaves.jdbc.sql("delete from caep_delivery").update();
        jti = UUID.randomUUID().toString();
        file(jti, new Ending("sid-1", "run-1", "user-1", "agent-1", "admin", now));
    }

    private void file(String id, Ending ending) {
        rows.insert(List.of(new DeliveryRows.Filed(id, RECEIVER, ending)));
    }

    private List<DeliveryRows.Pending> due(Instant at) {
        return rows.due(RECEIVER, at, 10);
    }

    @Test
    void whatIsFiledIsDueForItsReceiverAsItWas() {
        file("second", new Ending("sid-2", null, "user-2", null, "logout", now.plusSeconds(1)));
        assertThat(due(now)).extracting(DeliveryRows.Pending::jti).containsExactly(jti);
        assertThat(due(now.plusSeconds(1))).extracting(DeliveryRows.Pending::ending).containsExactly(
                new Ending("sid-1", "run-1", "user-1", "agent-1", "admin", now),
                new Ending("sid-2", null, "user-2", null, "logout", now.plusSeconds(1)));
        assertThat(rows.due("https://other.example", now.plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void ofManyNodesOneDelivers() throws Exception {
        DeliveryRows.Pending pending = due(now).getFirst();
        List<Boolean> claimed = Race.over(nodes, 16, node -> () -> node.claim(pending, now.plusSeconds(30)));
        assertThat(Collections.frequency(claimed, true)).isOne();
        assertThat(due(now.plusSeconds(29))).isEmpty();
        assertThat(due(now.plusSeconds(30))).as("whoever claimed it is gone").hasSize(1);
    }

    @Test
    void whatIsPutOffIsDueLater() {
        rows.postpone(jti, now.plusSeconds(5), "status 500");
        assertThat(due(now.plusSeconds(4))).isEmpty();
        assertThat(due(now.plusSeconds(5))).extracting(DeliveryRows.Pending::attempts).containsExactly(1);
    }

    @Test
    void whatFailedIsKeptForAWhileAndNeverDue() {
        rows.fail(jti, "invalid_audience");
        assertThat(due(now.plusSeconds(1_000_000))).isEmpty();
        rows.forgetFailed(now);
        assertThat(leaves.count("caep_delivery", "state = 'failed'")).isOne();
        rows.forgetFailed(now.plusSeconds(1));
        assertThat(leaves.count("caep_delivery", "true")).isZero();
    }

    @Test
    void whatIsStillPendingIsFoundByItsAgeWhoeverTheReceiverIs() {
        rows.insert(List.of(new DeliveryRows.Filed("others", "https://other.example",
                new Ending("sid-2", null, "user-2", null, "logout", now.plusSeconds(1)))));
        assertThat(rows.pendingSince(now, 10)).isEmpty();
        assertThat(rows.pendingSince(now.plusSeconds(1), 10)).extracting(DeliveryRows.Pending::jti).containsExactly(jti);
        assertThat(rows.pendingSince(now.plusSeconds(2), 1)).as("the oldest").extracting(DeliveryRows.Pending::receiver)
                .containsExactly(RECEIVER);
        rows.fail(jti, "too late");
        assertThat(rows.pendingSince(now.plusSeconds(2), 10)).extracting(DeliveryRows.Pending::jti).containsExactly("others");
    }

    @Test
    void whatIsDeliveredIsGone() {
        rows.delivered(jti);
        assertThat(leaves.count("caep_delivery", "true")).isZero();
    }
}

package dev.errand.authz.admin.run.radius;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A report is of one moment, while credentials are drawn: what left the budget is among what is out, and only then. */
abstract class BlastRadiusSnapshotContract {

    private static final BigDecimal BUDGET = new BigDecimal("50.00");

    private final TestDatabase database;

    BlastRadiusSnapshotContract(TestDatabase database) {
        this.database = database;
    }

    @Test
    void seesADebitAndItsCredentialBothOrNeither() {
        try (RunningServer server = new RunningServer(database.newUrl())) {
            Holder holder = new Holder(server, BrowserUser.alice(server),
                    new AgentInstance(server).run(BrowserUser.alice(server), ToolCall.refund("40.00")), new Random(1));
            BlastRadii radii = server.bean(BlastRadii.class);
            CompletableFuture<Void> drawing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(holder.draw(ToolCall.refund("2.00"))).isTrue();
                }
            });
            List<BlastRadius> reports = new ArrayList<>();
            while (!drawing.isDone()) {
                reports.add(radii.of(holder.runId()).orElseThrow());
            }
            drawing.join();

            assertThat(reports).isNotEmpty().allSatisfy(report -> {
                Drawable drawable = report.drawable().orElseThrow();
                assertThat(drawable.calls() + report.afterRevoking().calls()).isEqualTo(10);
                assertThat(drawable.totals().plus(report.afterRevoking().amounts()).get(Holder.DOLLARS))
                        .isEqualByComparingTo(BUDGET);
            });
            assertThat(radii.of(holder.runId()).orElseThrow().afterRevoking().calls()).isEqualTo(10);
        }
    }
}

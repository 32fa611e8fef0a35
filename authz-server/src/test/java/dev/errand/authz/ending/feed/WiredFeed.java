package dev.errand.authz.ending.feed;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.run.LiveCredentials;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunsEnded;
import dev.errand.authz.run.Standing;
import dev.errand.authz.run.WiredRuns;
import dev.errand.authz.testing.Leaves;

/** Runs, their credentials and the feeds, wired by hand over one node. */
final class WiredFeed {

    static final String ORDERS = "https://orders.example";
    static final String REFUNDS = "https://refunds.example";

    final Leaves leaves;
    final WiredRuns wired;
    final RevocationFeed feed;

    WiredFeed(Leaves leaves) {
        this.leaves = leaves;
        this.wired = new WiredRuns(leaves);
        RevocationRows rows = new RevocationRows(leaves.jdbc);
        this.feed = new RevocationFeed(rows, leaves.clock);
        RevocationWriter writer = new RevocationWriter(new LiveCredentials(leaves.jdbc), rows,
                new FeedWatch(feed, null, leaves.clock));
        leaves.listen(event -> {
            if (event instanceof RunsEnded ended) {
                writer.on(ended);
            } else {
                wired.react(event);
            }
        });
    }

    /** A credential of the run at the tool, good for so many seconds, drawn as the token endpoint draws. @return its id; null if nothing is drawn */
    String draw(Run run, String tool, int seconds) {
        return leaves.inTransaction(() -> {
            Run locked = wired.runs.lock(run.runId()).orElseThrow();
            return wired.ground.of(locked) instanceof Standing.Holds ? issue(locked, tool, seconds) : null;
        });
    }

    private String issue(Run run, String tool, int seconds) {
        String id = "c-" + UUID.randomUUID();
        Instant now = leaves.clock.instant();
        leaves.ledger.issuance(new IssuanceEntry(id, "credential", "https://as.example", "kid", run.runId(), run.sid(),
                run.subject(), run.clientId(), run.clientId(), tool, "read:orders", 1, 1, null, "jkt-1", "consent-1", now,
                now.plusSeconds(seconds), "permit", "1", "token_exchange", "request"));
        return id;
    }

    FeedPage everything(String tool) {
        return feed.read(tool, OptionalLong.empty());
    }

    FeedPage after(String tool, FeedPage page) {
        return feed.read(tool, OptionalLong.of(page.position()));
    }
}

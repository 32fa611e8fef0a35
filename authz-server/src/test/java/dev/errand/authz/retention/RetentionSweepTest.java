package dev.errand.authz.retention;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What one sweep does, however much there is to remove. */
class RetentionSweepTest {

    private final List<String> batches = new ArrayList<>();

    /** @param backlog how many rows there are */
    private Removal removal(String what, int backlog) {
        return new Removal() {

            private int left = backlog;

            @Override
            public String what() {
                return what;
            }

            @Override
            public int remove(int atMost) {
                batches.add(what);
                int removed = Math.min(left, atMost);
                left -= removed;
                return removed;
            }
        };
    }

    @Test
    void aBacklogOfOneKindKeepsNoOther() {
        RetentionSweep sweep = new RetentionSweep(List.of(removal("many", Integer.MAX_VALUE), removal("few", 300)),
                new Leaves(TestDatabase.H2).transaction);
        sweep.sweep();
        assertThat(batches).hasSize(RetentionSweep.BATCHES + 2).containsSequence("many", "few", "few");
        batches.clear();
        sweep.sweep();
        assertThat(batches).hasSize(RetentionSweep.BATCHES + 1).endsWith("many", "few");
    }
}

package dev.errand.authz.store;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BatchesTest {

    private static final int SIZE = 10;

    /** The first so many can never be done, and are in every batch again. */
    @ParameterizedTest(name = "of {0} there are {1} that cannot be done")
    @CsvSource({"0, 0, 1, 0", "1, 0, 1, 0", "9, 0, 1, 0", "10, 0, 2, 0", "25, 0, 3, 0", "25, 4, 4, 4", "25, 10, 1, 25",
        "10000, 0, 50, 9500"})
    void goesOnWhileBatchesAreFull(int there, int impossible, int batches, int left) {
        Set<Integer> due = IntStream.range(0, there).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
        int[] read = {0};
        Batches.work(SIZE, () -> {
            read[0]++;
            return due.stream().limit(SIZE).toList();
        }, one -> one >= impossible && due.remove(one));

        assertThat(read[0]).as("batches").isEqualTo(batches);
        assertThat(due).hasSize(left);
    }
}

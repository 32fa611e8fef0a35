package dev.errand.bench.list;

import java.util.Arrays;

/**
 * What two things cost that were done in turn, so that whatever else the machine did was done to both.
 *
 * @param first nanoseconds of each time, ascending
 * @param second the same of the other
 * @param ratios second to first of the medians of each round, ascending
 */
record Interleaved(long[] first, long[] second, double[] ratios) {

    private static final int WARM = 1_500;
    private static final int ROUNDS = 40;
    private static final int OF_A_ROUND = 25;

    static Interleaved of(Runnable first, Runnable second) {
        for (int i = 0; i < WARM; i++) {
            first.run();
            second.run();
        }
        long[][] times = new long[2][ROUNDS * OF_A_ROUND];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int from = round * OF_A_ROUND;
            for (int i = from; i < from + OF_A_ROUND; i++) {
                times[0][i] = time(first);
                times[1][i] = time(second);
            }
            ratios[round] = median(sorted(times[1], from)) / median(sorted(times[0], from));
        }
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        Arrays.sort(ratios);
        return new Interleaved(times[0], times[1], ratios);
    }

    private static long time(Runnable deed) {
        long start = System.nanoTime();
        deed.run();
        return System.nanoTime() - start;
    }

    private static long[] sorted(long[] times, int from) {
        long[] round = Arrays.copyOfRange(times, from, from + OF_A_ROUND);
        Arrays.sort(round);
        return round;
    }

    private static double median(long[] ascending) {
        return ascending[ascending.length / 2];
    }

    /** How many times as long as the first the second took, by the medians of all rounds. */
    double ratio() {
        return median(this.second) / median(this.first);
    }

    @Override
    public String toString() {
        return "%.2f times as long (rounds %.2f to %.2f); medians %.2f and %.2f ms, lower quartiles %.2f and %.2f ms".formatted(
                ratio(), this.ratios[ROUNDS / 10], this.ratios[ROUNDS - 1 - ROUNDS / 10],
                median(this.first) / 1e6, median(this.second) / 1e6,
                this.first[this.first.length / 4] / 1e6, this.second[this.second.length / 4] / 1e6);
    }
}

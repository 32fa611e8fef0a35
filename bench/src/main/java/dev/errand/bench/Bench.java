package dev.errand.bench;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import dev.errand.bench.list.ListBench;

/**
 * Runs the benchmarks of decisions, or with the argument {@code lists} those of the console's lists, on every database or
 * on those that are named after it, and prints what they compare, as ratios. It ends with 1 if a long list took longer,
 * measured by a short one, than is asked for.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("lists")) {
            if (!ListBench.run(List.of(arguments).subList(1, arguments.length), System.out)) {
                System.exit(1);
            }
        } else {
            decisions();
        }
    }

    private static void decisions() throws RunnerException {
        Collection<RunResult> results = new Runner(
                new OptionsBuilder().include(DecisionBenchmark.class.getSimpleName()).build()).run();
        for (BenchDatabase database : BenchDatabase.values()) {
            List<RunResult> sizes = results.stream()
                    .filter(result -> result.getParams().getParam("database").equals(database.name()))
                    .sorted(Comparator.comparing(result -> Integer.valueOf(result.getParams().getParam("scopes"))))
                    .toList();
            System.out.printf("%s: a decision on a registry of 1,000 tools and 10,000 scopes costs %.2f times one on a"
                    + " registry of 10 scopes (at most 2 is asked for)%n", database,
                    score(sizes.getLast()) / score(sizes.getFirst()));
        }
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }
}

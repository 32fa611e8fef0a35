package dev.errand.toolscope.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Many threads that do the same thing at the same moment, spread over nodes. */
public final class Race {

    private Race() {}

    /** What each of the threads returned; a thread that threw fails the test. */
    public static <N, T> List<T> over(List<N> nodes, int threads, Function<N, Callable<T>> each) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(threads);
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                Callable<T> one = each.apply(nodes.get(i % nodes.size()));
                running.add(pool.submit(() -> {
                    barrier.await(60, TimeUnit.SECONDS);
                    return one.call();
                }));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        return results;
    }
}

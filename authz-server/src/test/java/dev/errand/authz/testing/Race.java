package dev.errand.authz.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Many threads that do something at the same moment. */
public final class Race {

    private Race() {}

    /** What each of the threads returned; a thread that threw fails the test. */
    public static <T> List<T> of(int threads, Callable<T> each) throws Exception {
        return of(Collections.nCopies(threads, each));
    }

    /** So many threads, spread over nodes. */
    public static <N, T> List<T> over(List<N> nodes, int threads, Function<N, Callable<T>> each) throws Exception {
        return of(IntStream.range(0, threads).mapToObj(i -> each.apply(nodes.get(i % nodes.size()))).toList());
    }

    /** What each thread returned, one for each of these, in their order. */
    public static <T> List<T> of(List<? extends Callable<T>> each) throws Exception {
        CountDownLatch ready = new CountDownLatch(each.size());
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(each.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : each) {
                running.add(pool.submit(() -> {
                    ready.countDown();
                    go.await();
                    return one.call();
                }));
            }
            ready.await();
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}

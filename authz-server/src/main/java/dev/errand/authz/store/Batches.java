package dev.errand.authz.store;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Work that is found in batches and done one by one: while a batch was full, there may be more. A sweep that did a fixed
 * number each time would fall behind for good wherever more than that comes to be done. One that never ended would keep the
 * others from their turn, so after so many batches the rest is left to the next.
 */
public final class Batches {

    /** More than a sweep is meant to find. */
    static final int MOST = 50;

    private Batches() {}

    /**
     * Does what is due until there is nothing more, or none of a whole batch could be done.
     *
     * @param size how many a full batch has
     * @param due reads the next batch
     * @param done does one, and says whether that is done with; what is not is in the next batch again
     */
    public static <T> void work(int size, Supplier<List<T>> due, Predicate<T> done) {
        for (int batch = 0; batch < MOST; batch++) {
            List<T> some = due.get();
            long finished = some.stream().filter(done).count();
            if (some.size() < size || finished == 0) {
                return;
            }
        }
    }
}

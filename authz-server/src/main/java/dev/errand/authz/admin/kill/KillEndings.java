package dev.errand.authz.admin.kill;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endings of one pull of the kill switch. One that fails does not stop the others; where many fail, the store is
 * gone, and there is no use in asking it for each of the rest.
 */
final class KillEndings {

    private static final Logger LOG = LoggerFactory.getLogger(KillEndings.class);

    private static final int AT_ONCE = 200;
    private static final int TOO_MANY = 20;

    private final Set<String> failed = new HashSet<>();
    private int ended;
    private boolean cutOff;

    /** How many were ended. */
    int ended() {
        return ended;
    }

    /** How many could not be, at least. */
    int left() {
        return cutOff ? Math.max(1, failed.size()) : failed.size();
    }

    /**
     * Ends what is to be ended until there is nothing but what failed.
     *
     * @param toEnd reads the ids of no more than so many
     * @param ending ends the one of this id, and says whether it did
     */
    void all(IntFunction<List<String>> toEnd, Predicate<String> ending) {
        List<String> some = next(toEnd);
        while (!some.isEmpty()) {
            each(some, ending);
            some = next(toEnd);
        }
    }

    /** What failed is read again each time, and must not hide the rest. */
    private List<String> next(IntFunction<List<String>> toEnd) {
        return read(() -> toEnd.apply(AT_ONCE + failed.size())).stream().filter(id -> !failed.contains(id)).toList();
    }

    /** Reads what is to be ended; nothing if that fails, or too much has. */
    <T> List<T> read(Supplier<List<T>> reading) {
        if (cutOff) {
            return List.of();
        }
        try {
            return reading.get();
        } catch (RuntimeException ex) {
            cutOff = true;
            LOG.warn("The kill switch cannot find what is left to be ended", ex);
            return List.of();
        }
    }

    /** Ends these. */
    void each(List<String> ids, Predicate<String> ending) {
        for (String id : ids) {
            cutOff |= failed.size() >= TOO_MANY;
            if (cutOff) {
                return;
            }
            end(id, ending);
        }
    }

    private void end(String id, Predicate<String> ending) {
        try {
            if (ending.test(id)) {
                ended++;
            }
        } catch (RuntimeException ex) {
            failed.add(id);
            LOG.warn("The kill switch could not end {}", id, ex);
        }
    }
}

package dev.errand.authz.console;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that a change makes different, before it is made.
 *
 * @param label what it is, a message of the area's bundle
 * @param removed what is there now and will not be
 * @param added what will be there
 */
public record Difference(String label, List<String> removed, List<String> added) {

    public Difference {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /** Between two texts; empty if they are the same. */
    public static Optional<Difference> of(String label, String before, String after) {
        return of(label, List.of(before), List.of(after));
    }

    /** Between two sets, whatever their order; empty if they are the same. */
    public static Optional<Difference> of(String label, Collection<String> before, Collection<String> after) {
        List<String> removed = without(before, after);
        List<String> added = without(after, before);
        return removed.isEmpty() && added.isEmpty() ? Optional.empty() : Optional.of(new Difference(label, removed, added));
    }

    private static List<String> without(Collection<String> some, Collection<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(Set.copyOf(others));
        return List.copyOf(left);
    }
}

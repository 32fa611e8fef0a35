package dev.errand.toolscope.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Counterexample;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.Violation;
import dev.errand.toolscope.registry.EntryName;

/** The differences found in one entry. */
final class Differences {

    private final EntryName entry;
    private final List<PlannedChange> found = new ArrayList<>();

    Differences(EntryName entry) {
        this.entry = entry;
    }

    List<PlannedChange> found() {
        return List.copyOf(this.found);
    }

    boolean wider() {
        return this.found.stream().anyMatch(change -> change.direction() == Direction.WIDER);
    }

    void add(String what, Direction direction) {
        String sentence = direction == Direction.NEITHER ? what : what + ": " + direction.word();
        this.found.add(new PlannedChange(this.entry, sentence, direction, Optional.empty()));
    }

    /** Something that is wider, and what is allowed now. */
    void wider(String what, String nowAllowed) {
        wider(what, nowAllowed, "");
    }

    /** A number that allows more the larger it is. */
    void number(String what, long before, long after, String unit) {
        if (after > before) {
            wider(what + " " + before + " → " + after + unit, what + " " + after + unit);
        } else if (after < before) {
            add(what + " " + before + " → " + after + unit, Direction.NARROWER);
        }
    }

    void text(String what, Object before, Object after) {
        if (!before.equals(after)) {
            add(what + " changed", Direction.NEITHER);
        }
    }

    /** Something in which two authorities differ, and in nothing else. */
    void authority(String what, Authority before, Authority after) {
        boolean narrower = after.covers(before) instanceof Coverage.NotCovered;
        switch (before.covers(after)) {
            case Coverage.NotCovered(Violation violation, Counterexample example) ->
                wider(what, example.sentence(), narrower ? ", and narrower in part" : "");
            case Coverage.Covered() -> add(what, Direction.of(false, narrower));
        }
    }

    private void wider(String what, String nowAllowed, String more) {
        this.found.add(new PlannedChange(this.entry, what + ": wider" + more, Direction.WIDER,
                Optional.of(nowAllowed + " is allowed by the new version and not by the old one")));
    }

    static SortedSet<String> union(Set<String> some, Set<String> others) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** What of the one set is not in the other. */
    static <T> SortedSet<T> without(SortedSet<T> some, SortedSet<T> others) {
        SortedSet<T> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}

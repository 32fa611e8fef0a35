package dev.errand.authz.admin.run.radius;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * How far somebody gets, at most.
 *
 * @param calls calls in all
 * @param amounts money in all
 * @param scopes the same for each scope alone: the parts may add up to more than there is in all, where several scopes
 *     draw on one budget
 * @param until after which there is nothing left to use; empty if there is nothing in any case
 */
public record Reach(int calls, Amounts amounts, SortedMap<ScopeAt, Part> scopes, Optional<Instant> until) {

    /** Nowhere. */
    public static final Reach NONE = new Reach(0, Amounts.NONE, new TreeMap<>(), Optional.empty());

    /** A scope at its tool. */
    public record ScopeAt(String tool, String scope) implements Comparable<ScopeAt> {

        @Override
        public int compareTo(ScopeAt other) {
            int byTool = tool.compareTo(other.tool);
            return byTool != 0 ? byTool : scope.compareTo(other.scope);
        }
    }

    /** How far with one scope. */
    public record Part(int calls, Amounts amounts) {

        Part plus(Part other) {
            return new Part(calls + other.calls, amounts.plus(other.amounts));
        }

        /** Of one budget: either may take all of it, and not both. */
        Part or(Part other) {
            return new Part(Math.max(calls, other.calls), amounts.max(other.amounts));
        }
    }

    public Reach {
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }

    /** The two together. */
    public Reach plus(Reach other) {
        SortedMap<ScopeAt, Part> both = new TreeMap<>(scopes);
        other.scopes.forEach((scope, part) -> both.merge(scope, part, Part::plus));
        return new Reach(calls + other.calls, amounts.plus(other.amounts), both, later(other));
    }

    private Optional<Instant> later(Reach other) {
        return Stream.of(until, other.until).flatMap(Optional::stream).max(Instant::compareTo);
    }

    static SortedMap<ScopeAt, Part> parts(Stream<Map.Entry<ScopeAt, Part>> parts,
            BinaryOperator<Part> together) {
        SortedMap<ScopeAt, Part> merged = new TreeMap<>();
        parts.forEach(part -> merged.merge(part.getKey(), part.getValue(), together));
        return merged;
    }
}

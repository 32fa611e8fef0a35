package dev.errand.authz.badinput;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One way to spoil a request.
 *
 * @param change what is done to the good request
 * @param refused whether no endpoint may take it; else it may also be ignored
 * @param alsoAllowed statuses of 500 and above that are the right answer to this by the book
 */
record Badness(String name, UnaryOperator<WireRequest> change, boolean refused, Set<Integer> alsoAllowed) {

    /** Something that no endpoint may take. */
    static Badness refused(String name, UnaryOperator<WireRequest> change) {
        return new Badness(name, change, true, Set.of());
    }

    /** Something that an endpoint may refuse, or ignore if it has no use for that part of the request. */
    static Badness odd(String name, UnaryOperator<WireRequest> change) {
        return new Badness(name, change, false, Set.of());
    }

    Badness alsoAllowing(int status) {
        return new Badness(name, change, refused, Set.of(status));
    }

    /** Every kind that is not about what an endpoint's own parameters mean. */
    static Stream<Badness> all() {
        return Stream.of(BadTargets.all(), BadMethods.all(), BadHeaders.all(), BadBodies.all()).flatMap(kinds -> kinds);
    }

    @Override
    public String toString() {
        return name;
    }
}

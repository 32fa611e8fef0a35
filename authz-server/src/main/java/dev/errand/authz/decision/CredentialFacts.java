package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ToolScope;

/**
 * The facts of a credential with what follows from them, worked out once for all rules: the request narrowed by the
 * active scope, and by the first element of the run's ceiling that has room for it.
 */
final class CredentialFacts {

    private final Facts.ForCredential facts;
    private final Optional<Narrowing> byScope;
    private final List<CeilingEntry> entries;
    private final Optional<Drawn> drawn;

    /** The ceiling element that the request fits into, and what it comes to. */
    record Drawn(CeilingEntry entry, Authority granted) {}

    CredentialFacts(Facts.ForCredential facts) {
        this.facts = facts;
        this.byScope = facts.registered().active().map(scope -> scope.authority().narrow(request()));
        this.entries = facts.run().terms().ceiling().stream()
                .filter(entry -> entry.authority().scope().equals(request().scope())).toList();
        this.drawn = entries.stream().flatMap(entry -> drawn(entry).stream()).findFirst();
    }

    private Optional<Drawn> drawn(CeilingEntry entry) {
        return switch (entry.authority().narrow(request())) {
            case Narrowing.Narrowed narrowed -> Optional.of(new Drawn(entry, narrowed.authority()));
            case Narrowing.Refused refused -> Optional.empty();
        };
    }

    Facts.ForCredential given() {
        return facts;
    }

    NarrowingRequest request() {
        return facts.asked().details();
    }

    Optional<ToolScope> active() {
        return facts.registered().active();
    }

    /** The active version of the scope and the one that the user consented to. */
    Stream<ToolScope> versions() {
        return Stream.concat(active().stream(),
                drawn.flatMap(one -> Optional.ofNullable(facts.registered().pinned().get(one.entry().pinnedVersion())))
                        .stream());
    }

    /** The request against the active version of its scope. */
    Optional<Narrowing> byScope() {
        return byScope;
    }

    /** What the user allowed of this scope in this run. */
    List<CeilingEntry> entries() {
        return entries;
    }

    /** What would be granted, if the ceiling has room for it. */
    Optional<Drawn> drawn() {
        return drawn;
    }
}

package dev.errand.authz.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.SessionFact;
import dev.errand.toolscope.ToolScope;

/**
 * One scope of a request with what follows from the facts about it, worked out once for all rules: the request narrowed
 * by the active version, and by the first element of the run's ceiling that has room for it.
 */
final class ScopeFacts {

    private final CredentialQuestion given;
    private final int position;
    private final NarrowingRequest request;
    private final Registered.Scope registered;
    private final Optional<Narrowing> byScope;
    private final List<CeilingEntry> entries;
    private final Optional<Drawn> drawn;

    /** The ceiling element that the request fits into, and what it comes to. */
    record Drawn(CeilingEntry entry, Authority granted) {}

    /** The facts of the scope in this position of the request. */
    ScopeFacts(CredentialQuestion given, int position) {
        this.given = given;
        this.position = position;
        this.request = given.asked().details().get(position);
        this.registered = given.registered().scope(request.scope());
        this.byScope = registered.active().map(scope -> authority(scope).narrow(request));
        this.entries = given.mandate().ceiling().stream()
                .filter(entry -> entry.authority().scope().equals(request.scope())).toList();
        this.drawn = entries.stream().flatMap(entry -> drawn(entry).stream()).findFirst();
    }

    private Optional<Drawn> drawn(CeilingEntry entry) {
        return switch (authority(entry).narrow(request)) {
            case Narrowing.Narrowed narrowed -> Optional.of(new Drawn(entry, narrowed.authority()));
            case Narrowing.Refused refused -> Optional.empty();
        };
    }

    /** The whole request. */
    CredentialQuestion given() {
        return given;
    }

    NarrowingRequest request() {
        return request;
    }

    /** Whether the scope was ever registered. */
    boolean known() {
        return registered.known();
    }

    Optional<ToolScope> active() {
        return registered.active();
    }

    /** The active version of the scope and the one that the user consented to. */
    Stream<ToolScope> versions() {
        return Stream.concat(active().stream(), drawn.flatMap(one -> pinned(one.entry())).stream());
    }

    /** The version that the element of the ceiling was made from. */
    Optional<ToolScope> pinned(CeilingEntry entry) {
        return Optional.ofNullable(registered.pinned().get(entry.pinnedVersion()));
    }

    /** The authority of a version in this session: its facts in place of their names. */
    Authority authority(ToolScope version) {
        return version.authority().resolve(session());
    }

    /** What the user allowed, likewise. */
    Authority authority(CeilingEntry entry) {
        return entry.authority().resolve(session());
    }

    private Map<SessionFact, String> session() {
        return Map.of(SessionFact.SUBJECT, given.mandate().subject(), SessionFact.AGENT, given.agent().clientId());
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

    /** How a refusal names a member of the details: where there are several, with the place of the one at fault. */
    String member(String name) {
        return given.asked().composed() ? "authorization_details[" + position + "]." + name : name;
    }
}

package dev.errand.authz.decision;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.errand.toolscope.ToolScope;

/** The question of a credential with what follows from it, worked out once for all rules. */
final class CredentialFacts {

    private final CredentialQuestion given;
    private final List<ScopeFacts> scopes;

    CredentialFacts(CredentialQuestion given) {
        this.given = given;
        this.scopes = IntStream.range(0, given.asked().details().size())
                .mapToObj(position -> new ScopeFacts(given, position)).toList();
    }

    CredentialQuestion given() {
        return given;
    }

    /** Each scope that is asked for. */
    List<ScopeFacts> scopes() {
        return scopes;
    }

    /** How often the credential may be used: no scope more often than the user consented to, or than is registered now. */
    int uses() {
        return versions().mapToInt(ToolScope::maxUses).min().orElse(1);
    }

    /** The shortest life of all active versions and of those that the user consented to. */
    Duration longest() {
        return versions().map(ToolScope::lifetime).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The life of the credential: past neither the run nor the session. */
    Life life() {
        return Life.of(given.now(), longest(), given.mandate().deadline(), given.mandate().sessionEnd());
    }

    /** What the credential would be good for, if no rule objects. */
    CredentialTerms terms() {
        return new CredentialTerms(scopes.stream().map(CredentialFacts::granted).toList(),
                given.registered().composition().filter(registered -> given.asked().composed()), uses(),
                Cost.of(this).debit(), life());
    }

    private static GrantedScope granted(ScopeFacts scope) {
        ScopeFacts.Drawn drawn = scope.drawn().orElseThrow();
        return new GrantedScope(drawn.granted(), drawn.entry().pinnedVersion(), scope.active().orElseThrow().version());
    }

    private Stream<ToolScope> versions() {
        return scopes.stream().flatMap(ScopeFacts::versions);
    }
}

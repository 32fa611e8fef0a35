package dev.errand.authz.decision;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.errand.toolscope.ToolScope;

/** The facts of a credential with what follows from them, worked out once for all rules. */
final class CredentialFacts {

    private final Facts.ForCredential given;
    private final List<ScopeFacts> scopes;

    CredentialFacts(Facts.ForCredential given) {
        this.given = given;
        this.scopes = IntStream.range(0, given.asked().details().size())
                .mapToObj(position -> new ScopeFacts(given, position)).toList();
    }

    Facts.ForCredential given() {
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
    Duration lifetime() {
        return versions().map(ToolScope::lifetime).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    private Stream<ToolScope> versions() {
        return scopes.stream().flatMap(ScopeFacts::versions);
    }
}

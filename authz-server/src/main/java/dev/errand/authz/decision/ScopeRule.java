package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One rule about each scope of a credential: none may be denied. */
interface ScopeRule extends Rule {

    /** The denial, or nothing if the rule has no objection. */
    Optional<Decision.Deny> judge(ScopeFacts scope);

    /** What the judgement rests on. */
    List<Sight> saw(ScopeFacts scope);

    @Override
    default Stream<Check> checks(CredentialFacts facts) {
        return facts.scopes().stream().map(scope -> new Check(word(), Optional.of(scope.request().scope()),
                () -> judge(scope).map(denial -> denial.about(scope.request())), () -> saw(scope)));
    }
}

package dev.errand.authz.decision;

import java.util.Optional;

/** One rule about each scope of a credential. */
interface ScopeRule {

    /** The denial, or nothing if the rule has no objection. */
    Optional<Decision.Deny> judge(ScopeFacts scope);

    /** The rule about all scopes of a credential together: none may be denied. */
    default Rule forEachScope() {
        return facts -> facts.scopes().stream().flatMap(scope -> judge(scope).stream()).findFirst();
    }
}

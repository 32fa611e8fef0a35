package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.toolscope.composition.HeldScope;

/** With what is asked for, the agent would not have been given in this session what may never be held together. */
final class NeverHeldTogether implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        Registered.Holdings holdings = facts.given().registered().holdings();
        Stream<HeldScope> now = facts.scopes().stream().flatMap(scope -> scope.active().stream()).map(HeldScope::of);
        List<HeldScope> held = Stream.concat(holdings.before().stream(), now).toList();
        return holdings.rules().stream().filter(rule -> rule.brokenBy(held)).findFirst()
                .map(rule -> new Decision.Deny(DenyReason.NEVER_TOGETHER, rule.name()));
    }
}

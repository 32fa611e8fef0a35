package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.errand.toolscope.composition.HeldScope;
import dev.errand.toolscope.composition.NeverTogether;

/** With what is asked for, the agent would not have been given in this session what may never be held together. */
final class NeverHeldTogether implements CredentialRule {

    @Override
    public String word() {
        return "never_held_together";
    }

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        Registered.Holdings holdings = facts.given().registered().holdings();
        List<HeldScope> held = Stream.concat(holdings.before().stream(), now(facts)).toList();
        return holdings.rules().stream().filter(rule -> rule.brokenBy(held)).findFirst()
                .map(rule -> new Decision.Deny(DenyReason.NEVER_TOGETHER, rule.name()));
    }

    @Override
    public List<Sight> saw(CredentialFacts facts) {
        Registered.Holdings holdings = facts.given().registered().holdings();
        return Stream.concat(
                Stream.of(Sight.of("rules", words(holdings.rules().stream().map(NeverTogether::name))),
                        Sight.of("asked_now", words(now(facts).map(NeverHeldTogether::words)))),
                // What is held was not asked for where no rule is about it.
                holdings.rules().isEmpty()
                        ? Stream.empty()
                        : Stream.of(Sight.of("held", words(holdings.before().stream().map(NeverHeldTogether::words)))))
                .toList();
    }

    private static Stream<HeldScope> now(CredentialFacts facts) {
        return facts.scopes().stream().flatMap(scope -> scope.active().stream()).map(HeldScope::of);
    }

    private static String words(HeldScope held) {
        return held.scope() + held.labels().stream().sorted().collect(Collectors.joining(", ", " [", "]")).replace(" []", "");
    }

    private static Optional<String> words(Stream<String> all) {
        return Optional.of(all.distinct().collect(Collectors.joining(", "))).filter(words -> !words.isEmpty());
    }
}

package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One rule about a credential as a whole. */
interface CredentialRule extends Rule {

    /** The denial, or nothing if the rule has no objection. */
    Optional<Decision.Deny> judge(CredentialFacts facts);

    /** What the judgement rests on. */
    List<Sight> saw(CredentialFacts facts);

    @Override
    default Stream<Check> checks(CredentialFacts facts) {
        return Stream.of(new Check(word(), Optional.empty(), () -> judge(facts), () -> saw(facts)));
    }
}

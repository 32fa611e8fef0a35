package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

/** The run and the session last until the credential could be used. */
final class TimeIsLeft implements CredentialRule {

    @Override
    public String word() {
        return "time_is_left";
    }

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        return facts.life().leavesTime()
                ? Optional.empty()
                : Optional.of(new Decision.Deny(DenyReason.NO_TIME_LEFT, null));
    }

    @Override
    public List<Sight> saw(CredentialFacts facts) {
        Mandate mandate = facts.given().mandate();
        return List.of(new Sight("now", facts.given().now().toString()),
                new Sight("longest_life", facts.longest().toSeconds() + " s"),
                new Sight("deadline", mandate.deadline().toString()),
                new Sight("session_end", mandate.sessionEnd().toString()));
    }
}

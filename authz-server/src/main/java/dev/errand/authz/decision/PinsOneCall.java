package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

/** What is drawn of a scope is for one action on one resource: nothing of it may be left open. */
final class PinsOneCall implements ScopeRule {

    @Override
    public String word() {
        return "pins_one_call";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        boolean pinned = scope.drawn().filter(drawn -> drawn.granted().pinned()).isPresent();
        return pinned
                ? Optional.empty()
                : Optional.of(new Decision.Deny(DenyReason.DETAILS_NOT_PINNED, "authorization_details"));
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return List.of(Sight.of("granted", scope.drawn().map(ScopeFacts.Drawn::granted).map(Words::of)));
    }
}

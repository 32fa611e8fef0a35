package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;

/** Details are given of every scope, or of none. */
final class DetailsAreComplete implements CredentialRule {

    @Override
    public String word() {
        return "details_are_complete";
    }

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        return facts.given().asked().partial()
                ? Optional.of(new Decision.Deny(DenyReason.DETAILS_MISSING, "authorization_details"))
                : Optional.empty();
    }

    @Override
    public List<Sight> saw(CredentialFacts facts) {
        List<ScopeName> stated = facts.scopes().stream().map(ScopeFacts::request)
                .filter(request -> !request.equals(NarrowingRequest.of(request.scope()))).map(NarrowingRequest::scope).toList();
        return List.of(Sight.of("details_of", Optional.of(Words.names(stated)).filter(names -> !names.isEmpty())));
    }
}

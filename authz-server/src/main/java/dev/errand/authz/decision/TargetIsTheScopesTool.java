package dev.errand.authz.decision;

import java.util.Optional;

/** The resource is a registered tool, and the scope's own (RFC 8707 §2). */
final class TargetIsTheScopesTool implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        if (!facts.given().registered().toolKnown()) {
            return Optional.of(new Decision.Deny(DenyReason.RESOURCE_UNKNOWN, "resource"));
        }
        String resource = facts.given().asked().resource();
        return facts.active().filter(scope -> !scope.tool().equals(resource))
                .map(scope -> new Decision.Deny(DenyReason.RESOURCE_NOT_THE_SCOPES, "resource"));
    }
}

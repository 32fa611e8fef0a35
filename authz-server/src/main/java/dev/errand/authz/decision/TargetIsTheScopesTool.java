package dev.errand.authz.decision;

import java.util.Optional;

/** The resource is a registered tool, and the scope's own (RFC 8707 §2); details may only repeat it. */
final class TargetIsTheScopesTool implements ScopeRule {

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        String resource = scope.given().asked().resource();
        if (scope.request().location().filter(location -> !location.equals(resource)).isPresent()) {
            return Optional.of(new Decision.Deny(DenyReason.LOCATION_MISMATCH, scope.member("locations")));
        }
        if (!scope.given().registered().toolKnown()) {
            return Optional.of(new Decision.Deny(DenyReason.RESOURCE_UNKNOWN, "resource"));
        }
        return scope.active().filter(active -> !active.tool().equals(resource))
                .map(active -> new Decision.Deny(DenyReason.RESOURCE_NOT_THE_SCOPES, "resource"));
    }
}

package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.ToolScope;

/** The resource is a registered tool, and the scope's own (RFC 8707 §2); details may only repeat it. */
final class TargetIsTheScopesTool implements ScopeRule {

    @Override
    public String word() {
        return "target_is_the_scopes_tool";
    }

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

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return List.of(new Sight("resource", scope.given().asked().resource()),
                Sight.of("location", scope.request().location()),
                new Sight("tool_registered", String.valueOf(scope.given().registered().toolKnown())),
                Sight.of("scope_tool", scope.active().map(ToolScope::tool)));
    }
}

package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.ToolScope;

/** The scope is registered and not retired. */
final class ScopeIsActive implements ScopeRule {

    @Override
    public String word() {
        return "scope_is_active";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        if (scope.active().isPresent()) {
            return Optional.empty();
        }
        DenyReason reason = scope.known() ? DenyReason.SCOPE_RETIRED : DenyReason.SCOPE_UNKNOWN;
        return Optional.of(new Decision.Deny(reason, "scope"));
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return List.of(new Sight("ever_registered", String.valueOf(scope.known())),
                Sight.of("active_version", scope.active().map(ToolScope::version)));
    }
}

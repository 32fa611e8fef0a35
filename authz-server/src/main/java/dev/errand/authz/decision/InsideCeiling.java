package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.Violation;

/** What is requested lies inside what the user allowed in this run. */
final class InsideCeiling implements ScopeRule {

    @Override
    public String word() {
        return "inside_ceiling";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        if (scope.entries().isEmpty()) {
            return Optional.of(new Decision.Deny(DenyReason.SCOPE_OUTSIDE_CEILING, "scope"));
        }
        return scope.drawn().isPresent()
                ? Optional.empty()
                : Optional.of(new Decision.Deny(DenyReason.WIDER_THAN_CEILING, scope.member(violated(scope))));
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return scope.entries().stream().flatMap(entry -> Stream.concat(
                Stream.of(new Sight("ceiling", Words.of(scope.authority(entry)))),
                scope.authority(entry).narrow(scope.request()) instanceof Narrowing.Refused(Violation outside)
                        ? Stream.of(new Sight("outside", Words.of(outside)))
                        : Stream.empty()))
                .toList();
    }

    private static String violated(ScopeFacts scope) {
        return scope.authority(scope.entries().getFirst())
                .narrow(scope.request()) instanceof Narrowing.Refused(Violation violation)
                        ? violation.parameter()
                        : "authorization_details";
    }
}

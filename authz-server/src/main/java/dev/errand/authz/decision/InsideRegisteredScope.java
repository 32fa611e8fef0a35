package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.toolscope.Narrowing;

/** What is requested lies inside the active version of the scope. */
final class InsideRegisteredScope implements ScopeRule {

    @Override
    public String word() {
        return "inside_registered_scope";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        return scope.byScope().flatMap(narrowing -> switch (narrowing) {
            case Narrowing.Narrowed narrowed -> Optional.empty();
            case Narrowing.Refused refused -> Optional.of(new Decision.Deny(DenyReason.WIDER_THAN_REGISTERED,
                    scope.member(refused.violation().parameter())));
        });
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return Stream.of(Optional.of(Sight.of("asked", Words.of(scope.request()))),
                scope.active().map(active -> new Sight("active_version", String.valueOf(active.version()))),
                scope.active().map(active -> new Sight("registered", Words.of(scope.authority(active)))),
                scope.byScope().filter(Narrowing.Refused.class::isInstance).map(Narrowing.Refused.class::cast)
                        .map(refused -> new Sight("outside", Words.of(refused.violation()))))
                .flatMap(Optional::stream).toList();
    }
}

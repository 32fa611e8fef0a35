package dev.errand.sample.tools.wiring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.errand.toolscope.alive.Revocations;

/**
 * Whether this tool hears which runs have ended. While it does not, calls that change something are answered 503; those
 * that read go on, which is why it is no part of the tool's readiness.
 */
@Component
final class RevocationFeedHealthIndicator implements HealthIndicator {

    private final Revocations revocations;

    RevocationFeedHealthIndicator(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public Health health() {
        return revocations.stale() ? Health.outOfService().build() : Health.up().build();
    }
}

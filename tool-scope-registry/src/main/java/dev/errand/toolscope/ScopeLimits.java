package dev.errand.toolscope;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How far scopes of an effect may go: the hard ceilings on a credential's life and uses, and what must be pinned. */
record ScopeLimits(Duration lifetime, int uses, boolean identifierRequired) {

    static ScopeLimits of(Effect effect) {
        return switch (effect) {
            case READ -> new ScopeLimits(Duration.ofMinutes(5), 100, false);
            case WRITE, IRREVERSIBLE -> new ScopeLimits(Duration.ofMinutes(1), 1, true);
        };
    }

    void check(Duration asked, int maxUses, Optional<Identifiers> identifier) {
        if (asked.compareTo(Duration.ofSeconds(1)) < 0 || asked.compareTo(this.lifetime) > 0
                || !asked.equals(asked.truncatedTo(ChronoUnit.SECONDS))) {
            throw new InvalidValue("lifetime",
                    "is not in whole seconds between PT1S and " + this.lifetime + " as its effect allows");
        }
        if (maxUses < 1 || maxUses > this.uses) {
            throw new InvalidValue("max_uses", "is not between 1 and " + this.uses + " as its effect allows");
        }
        if (this.identifierRequired && identifier.isEmpty()) {
            throw new InvalidValue("identifier", "is missing: only a scope with effect read may go without");
        }
    }
}

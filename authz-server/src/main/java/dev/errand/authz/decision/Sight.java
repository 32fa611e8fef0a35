package dev.errand.authz.decision;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a rule looked at.
 *
 * @param what a stable word for it
 * @param value how it stands, cut short if it is long; null where there is nothing of the kind
 */
public record Sight(String what, @Nullable String value) {

    private static final int LONGEST = 500;

    public Sight {
        value = value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST - 1) + "…";
    }

    static Sight of(String what, Optional<?> value) {
        return new Sight(what, value.map(Object::toString).orElse(null));
    }
}

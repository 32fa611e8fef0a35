package dev.errand.authz.secret;

import java.security.SecureRandom;

/** Secrets for what is wired by hand. */
public final class FreshSecrets {

    private FreshSecrets() {}

    public static Secrets make() {
        return new Secrets(new SecureRandom());
    }
}

package dev.errand.authz.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an agent authenticates at PAR and code redemption (RFC 7591 §2, {@code token_endpoint_auth_method}). */
public enum ClientMethod {
    /** Confidential: a JWT signed by one of its registered keys (RFC 7523 §2.2). */
    PRIVATE_KEY_JWT,
    /** Public: PKCE and the run's own key are all it has. */
    NONE;

    /** The method of this word. */
    public static Optional<ClientMethod> of(String word) {
        return Arrays.stream(values()).filter(method -> method.word().equals(word)).findFirst();
    }

    /** The word in registrations and in the set-up file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

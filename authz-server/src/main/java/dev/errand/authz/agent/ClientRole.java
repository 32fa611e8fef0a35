package dev.errand.authz.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an administrative client may do at the administration API (protocol page §10). */
public enum ClientRole {
    /** Read and change everything that the administration API offers. */
    ADMIN,
    /** Read it. */
    AUDITOR;

    /** The role of this word, as the set-up file has it. */
    public static Optional<ClientRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** The word in the set-up file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

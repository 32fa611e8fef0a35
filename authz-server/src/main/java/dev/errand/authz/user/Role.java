package dev.errand.authz.user;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account may do. None of them holds another: who administers and also lets agents act has two. */
public enum Role {
    /** Authorise runs, and be whom a run acts for. */
    USER,
    /** Read and change everything that the admin API offers. */
    ADMIN,
    /** Read the ledger. */
    AUDITOR;

    /** The role of this word, as the set-up file and the administration API have it. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** The word in the set-up file and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

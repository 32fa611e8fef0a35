package dev.errand.authz.user;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a password has to be like that somebody chooses here. */
public final class PasswordRule {

    /** The least characters. */
    public static final int MIN_CHARACTERS = 12;

    /** The most bytes in UTF-8. */
    public static final int MAX_BYTES = 1024;

    private PasswordRule() {}

    /** What is wrong with it, to be read after its name; empty if nothing is. */
    public static Optional<String> problem(String password) {
        if (password.length() < MIN_CHARACTERS) {
            return Optional.of("has fewer than " + MIN_CHARACTERS + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("has more than " + MAX_BYTES + " bytes");
        }
        return password.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                ? Optional.of("has a control character")
                : Optional.empty();
    }
}

package dev.errand.authz.user;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * Hashes and checks passwords. New hashes are bcrypt; PBKDF2 ones are understood too. The fast and plain-text schemes
 * that Spring Security's encoder would also read are not.
 */
final class Passwords {

    private static final int STRENGTH = 10;
    private static final int MAX_BYTES = 72;
    private static final Pattern KNOWN = Pattern.compile("\\{(bcrypt|pbkdf2@SpringSecurity_v5_8)}.+");

    private final PasswordEncoder encoder;
    private final String nobodysHash;

    Passwords(SecureRandom random) {
        this.encoder = new DelegatingPasswordEncoder("bcrypt",
                Map.of("bcrypt", new BCryptPasswordEncoder(BCryptVersion.$2A, STRENGTH, random),
                        "pbkdf2@SpringSecurity_v5_8", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
        byte[] nobodysPassword = new byte[32];
        random.nextBytes(nobodysPassword);
        this.nobodysHash = hash(Base64.getEncoder().encodeToString(nobodysPassword));
    }

    /** A salted hash, with the name of its scheme in front. */
    String hash(String password) {
        if (isTooLong(password)) {
            throw new IllegalArgumentException("a password has at most " + MAX_BYTES + " bytes");
        }
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("the encoder returns null for null only");
        }
        return hash;
    }

    boolean matches(String password, String hash) {
        // bcrypt ignores what comes after its 72nd byte: a longer password is another one, not the same.
        return encoder.matches(password, hash) && !isTooLong(password);
    }

    /** Takes as long as checking a password, so that the time of an answer does not say whether a user exists. */
    void checkNobodys(String password) {
        matches(password, nobodysHash);
    }

    static boolean isKnownScheme(String hash) {
        return KNOWN.matcher(hash).matches();
    }

    private static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
}

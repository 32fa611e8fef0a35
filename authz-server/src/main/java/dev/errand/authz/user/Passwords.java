package dev.errand.authz.user;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * Hashes and checks passwords. New hashes are Argon2id (RFC 9106) with 19 MiB and two passes, which is what OWASP asks
 * for; bcrypt and PBKDF2 ones are understood too, and are out of date. The fast and plain-text schemes that Spring
 * Security's encoder would also read are not.
 */
final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;

    private static final int MAX_BYTES = PasswordRule.MAX_BYTES;
    private static final int MAX_BCRYPT_BYTES = 72;

    /** The cost is part of an Argon2 hash: one that asks for more than 97 MiB or 9 passes could stop the server. */
    private static final Pattern KNOWN = Pattern.compile("\\{argon2}\\$argon2id\\$v=19\\$m=[0-9]{1,5},t=[1-9],p=[1-9]\\$.+"
            + "|\\{(bcrypt|pbkdf2@SpringSecurity_v5_8)}.+");

    private final PasswordEncoder encoder;
    private final String nobodysHash;

    Passwords(SecureRandom random) {
        this(encoder(), random);
    }

    /** @param encoder writes and reads the schemes in front of the hashes */
    Passwords(PasswordEncoder encoder, SecureRandom random) {
        this.encoder = encoder;
        byte[] nobodysPassword = new byte[32];
        random.nextBytes(nobodysPassword);
        this.nobodysHash = hash(Base64.getEncoder().encodeToString(nobodysPassword));
    }

    static PasswordEncoder encoder() {
        return new DelegatingPasswordEncoder("argon2",
                Map.of("argon2", new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES), "bcrypt",
                        new BCryptPasswordEncoder(), "pbkdf2@SpringSecurity_v5_8",
                        Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }

    /** A salted hash, with the name of its scheme in front. */
    String hash(String password) {
        if (bytes(password) > MAX_BYTES) {
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
        int longest = hash.startsWith("{bcrypt}") ? MAX_BCRYPT_BYTES : MAX_BYTES;
        return encoder.matches(password, hash) && bytes(password) <= longest;
    }

    /** Takes as long as checking a password, so that the time of an answer does not say whether a user exists. */
    void checkNobodys(String password) {
        matches(password, nobodysHash);
    }

    /** Whether a hash of the current algorithm and cost should take this one's place. */
    boolean isOutOfDate(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    static boolean isKnownScheme(String hash) {
        return KNOWN.matcher(hash).matches();
    }

    private static int bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }
}

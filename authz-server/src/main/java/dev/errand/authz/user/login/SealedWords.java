package dev.errand.authz.user.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that a browser keeps for this server, which itself stores nothing of them: each with the end of its life and a
 * keyed hash of both, of what it is for and of what it belongs to. A word that was sealed for one thing opens as no
 * other. Thread-safe.
 */
public final class SealedWords {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{22,43})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final LoginKey key;

    public SealedWords(LoginKey key) {
        this.key = key;
    }

    /** What a word is for. Every sealed word is for one of these. */
    public enum Purpose {
        /** A browser is known for an account. */
        KNOWN_DEVICE,
        /** A login at another provider is under way. */
        UPSTREAM_LOGIN,
        /** A ceremony with a passkey is under way. */
        PASSKEY_CEREMONY
    }

    /**
     * A word as its seal proves it.
     *
     * @param end when its life ends, in whole seconds
     */
    public record Opened(String word, Instant end) {

        @Override
        public String toString() {
            return "Opened[" + end + "]";
        }
    }

    /**
     * Seals the word.
     *
     * @param word base64url, of 128 to 256 bits
     * @param end of its life; what is less than a second is cut off
     * @param context what it belongs to
     */
    public String seal(Purpose purpose, String word, Instant end, String... context) {
        String until = Long.toString(end.getEpochSecond());
        return word + "." + until + "." + hash(purpose, word, until, context);
    }

    /** The word, if it was sealed for this purpose and context and its life is not over. */
    public Optional<Opened> open(Purpose purpose, String sealed, Instant now, String... context) {
        Matcher form = FORM.matcher(sealed);
        if (!form.matches()) {
            return Optional.empty();
        }
        Opened opened = new Opened(form.group(1), Instant.ofEpochSecond(Long.parseLong(form.group(2))));
        boolean ours = MessageDigest.isEqual(ascii(hash(purpose, form.group(1), form.group(2), context)),
                ascii(form.group(3)));
        return ours && now.isBefore(opened.end()) ? Optional.of(opened) : Optional.empty();
    }

    private String hash(Purpose purpose, String word, String until, String... context) {
        return key.hash("sealed " + purpose.name().toLowerCase(Locale.ROOT),
                Stream.concat(Stream.of(word, until), Stream.of(context)).toArray(String[]::new));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.errand.authz.user.login;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.secret.Secrets;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.login.SealedWords.Purpose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a browser kept is taken for what it was sealed for, and for nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedWordsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final Instant END = Instant.parse("2026-01-01T00:01:00.5Z");

    private final SecureRandom random = new SecureRandom();
    private final Leaves leaves = new Leaves(TestDatabase.H2);
    private final SealedWords words = new SealedWords(new LoginKey(leaves.jdbc, random));
    private final String word = new Secrets(random).next();

    @ParameterizedTest
    @EnumSource
    void opensAsWhatItWasSealedFor(Purpose purpose) {
        String sealed = words.seal(purpose, word, END, "a", "b");
        assertThat(words.open(purpose, sealed, NOW, "a", "b"))
                .contains(new SealedWords.Opened(word, Instant.parse("2026-01-01T00:01:00Z")));
        String few = new Secrets(random).nextShort();
        assertThat(words.open(purpose, words.seal(purpose, few, END), NOW)).map(SealedWords.Opened::word).contains(few);
    }

    static Stream<Arguments> crossed() {
        return Stream.of(Purpose.values()).flatMap(one -> Stream.of(Purpose.values()).filter(other -> other != one)
                .map(other -> arguments(one, other)));
    }

    /** Whatever it belongs to: also where that is called the same. */
    @ParameterizedTest
    @MethodSource("crossed")
    void opensAsNothingElse(Purpose sealedFor, Purpose openedAs) {
        String sealed = words.seal(sealedFor, word, END, "a");
        assertThat(words.open(openedAs, sealed, NOW, "a")).isEmpty();
        assertThat(words.open(sealedFor, sealed, NOW, "a")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void opensInNoOtherContext(Purpose purpose) {
        String sealed = words.seal(purpose, word, END, "a", "b");
        assertThat(words.open(purpose, sealed, NOW)).isEmpty();
        assertThat(words.open(purpose, sealed, NOW, "a")).isEmpty();
        assertThat(words.open(purpose, sealed, NOW, "b", "a")).isEmpty();
        assertThat(words.open(purpose, sealed, NOW, "ab")).isEmpty();
        assertThat(words.open(purpose, sealed, NOW, "a", "b", "")).isEmpty();
        assertThat(words.open(purpose, sealed, NOW, "a", "b")).isPresent();
    }

    @Test
    void opensUntilTheSecondInWhichItEnds() {
        String sealed = words.seal(Purpose.KNOWN_DEVICE, word, END);
        assertThat(words.open(Purpose.KNOWN_DEVICE, sealed, Instant.parse("2026-01-01T00:00:59.999Z"))).isPresent();
        assertThat(words.open(Purpose.KNOWN_DEVICE, sealed, Instant.parse("2026-01-01T00:01:00Z"))).isEmpty();
    }

    @Test
    void opensAsItIsAndNotOtherwise() {
        String sealed = words.seal(Purpose.KNOWN_DEVICE, word, END);
        String[] parts = sealed.split("\\.", -1);
        Stream.of("", ".", "..", word, sealed + "A", " " + sealed, sealed.substring(1), "A" + sealed.substring(1) + ".",
                parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2],
                parts[0] + ".0" + parts[1] + "." + parts[2], parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + parts[0], parts[0] + ".9999999999999." + parts[2])
                .forEach(spoilt -> assertThat(words.open(Purpose.KNOWN_DEVICE, spoilt, NOW)).as(spoilt).isEmpty());
        assertThat(words.open(Purpose.KNOWN_DEVICE, sealed, NOW)).isPresent();
    }
}

package dev.errand.authz.secret;

import java.security.SecureRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    private final Secrets secrets = new Secrets(new SecureRandom());

    /** What is stored under a hash is found under no other: FIPS 180-2, Appendix B. */
    @ParameterizedTest
    @CsvSource({"abc, ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, JI1qYdIGOLjlwCaTDD5gOaM85Flk_yFn9uzt1BnbBsE"})
    void theHashIsSha256(String secret, String hash) {
        assertThat(Secrets.hash(secret)).isEqualTo(hash);
    }

    @Test
    void noTwoWordsAreTheSame() {
        assertThat(Stream.generate(secrets::next).limit(100)).doesNotHaveDuplicates().allMatch(word -> word.length() == 43);
        assertThat(Stream.generate(secrets::nextShort).limit(100)).doesNotHaveDuplicates()
                .allMatch(word -> word.length() == 22);
    }
}

package dev.errand.authz.grant.refresh;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.secret.FreshSecrets;
import dev.errand.authz.secret.Secrets;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerSealTest {

    private static final String TOKEN = FreshSecrets.make().next();
    private static final String RUN = "run-1";
    private static final String ANSWER = "{\"access_token\":\"ey…\",\"refresh_token\":\"the next one\"}";

    private final AnswerSeal seal = new AnswerSeal(new SecureRandom());
    private final String sealed = seal.seal(TOKEN, RUN, ANSWER);

    @Test
    void opensForItsTokenAndRun() {
        assertThat(seal.open(TOKEN, RUN, sealed)).contains(ANSWER);
        assertThat(seal.open(TOKEN, "run-2", sealed)).isEmpty();
    }

    static Stream<String> others() {
        return Stream.of("", Secrets.hash(TOKEN), Secrets.hash(Secrets.hash(TOKEN)), FreshSecrets.make().next(),
                TOKEN.toUpperCase(Locale.ROOT), TOKEN + " ", TOKEN.substring(1), RUN, "errand/refresh-retry/v1");
    }

    @ParameterizedTest
    @MethodSource("others")
    void opensForNothingElse(String other) {
        assertThat(seal.open(other, RUN, sealed)).isEmpty();
    }

    @Test
    void opensOnlyAsItWasSealed() {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        assertThat(IntStream.range(0, bytes.length).mapToObj(i -> {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            return seal.open(TOKEN, RUN, Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        })).hasSize(bytes.length).allMatch(Optional::isEmpty);
    }

    @Test
    void sealsTheSameTwiceDifferently() {
        String twin = seal.seal(TOKEN, RUN, ANSWER);
        assertThat(twin).isNotEqualTo(sealed).doesNotContain("access_token");
        assertThat(seal.open(TOKEN, RUN, twin)).contains(ANSWER);
    }
}

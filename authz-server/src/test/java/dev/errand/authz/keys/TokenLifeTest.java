package dev.errand.authz.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenLifeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TokenLife LIFE = new TokenLife(Duration.ofSeconds(60), Duration.ofSeconds(5));

    /** Seconds from now; and whether that is now, and whether it is now or just was. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
              0,   -,  60, true,  true
              0,   0,  60, true,  true
              -,   0,  60, false, false
              0,   0,   -, false, false
              -,   -,   -, false, false
              5,   5,  65, true,  true
              6,   0,  60, false, false
              0,   6,  60, false, false
              0,   -,  61, false, false
            -59,   -,   1, true,  true
            -60,   -,   0, false, true
            -64,   -,  -4, false, true
            -65,   -,  -5, false, false
              5,   -,   1, true,  true
            """)
    void isNowOrIsNot(@Nullable Long issued, @Nullable Long notBefore, @Nullable Long expires, boolean now, boolean justWas) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issueTime(at(issued)).notBeforeTime(at(notBefore))
                .expirationTime(at(expires)).build();
        assertThat(LIFE.isNow(claims, NOW)).isEqualTo(now);
        assertThat(LIFE.isNowOrJustWas(claims, NOW)).isEqualTo(justWas);
    }

    private static @Nullable Date at(@Nullable Long seconds) {
        return seconds == null ? null : Date.from(NOW.plusSeconds(seconds));
    }
}

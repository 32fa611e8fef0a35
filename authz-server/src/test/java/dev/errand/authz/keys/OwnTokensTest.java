package dev.errand.authz.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.testing.TestClock;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class OwnTokensTest {

    private static final String ISSUER = "https://as.example";
    private static final TestClock CLOCK = TestClock.atNoon();

    private static SigningKeys keys;
    private static OwnTokens tokens;

    @BeforeAll
    static void start() {
        keys = new SigningKeys(JdbcClient.create(TestDatabase.H2.migrated()), CLOCK, new SecureRandom());
        tokens = new OwnTokens(keys, new Issuer(ISSUER), CLOCK);
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")).keyID(keys.kid());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).subject("user-1").issueTime(at(0)).expirationTime(at(60));
    }

    private static Date at(int seconds) {
        return Date.from(CLOCK.instant().plusSeconds(seconds));
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String good() {
        return sign(header().build(), claims().build(), keys.signer());
    }

    @Test
    void acceptsItsOwn() {
        assertThat(tokens.verify(good())).isInstanceOfSatisfying(OwnToken.Valid.class,
                valid -> assertThat(valid.claims().getSubject()).isEqualTo("user-1"));
    }

    @Test
    void acceptsTokenOfANodeWhoseClockIsAhead() {
        String token = sign(header().build(), claims().issueTime(at(5)).build(), keys.signer());

        assertThat(tokens.verify(token)).isInstanceOf(OwnToken.Valid.class);
    }

    @Test
    void acceptsUntilTheLastMomentOfItsLife() {
        Instant end = CLOCK.instant().plusSeconds(60);
        OwnTokens atTheEnd = new OwnTokens(keys, new Issuer(ISSUER), () -> end.minusMillis(1));
        OwnTokens afterwards = new OwnTokens(keys, new Issuer(ISSUER), () -> end);

        assertThat(atTheEnd.verify(good())).isInstanceOf(OwnToken.Valid.class);
        assertThat(afterwards.verify(good())).isEqualTo(new OwnToken.Invalid("token_expired"));
    }

    static Stream<Arguments> forgeries() throws JOSEException {
        JWSSigner stranger = new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate());
        JWSSigner mac = new MACSigner(new byte[32]);
        return Stream.of(row("token_malformed", "empty", () -> ""), row("token_malformed", "words", () -> "a token"),
                row("token_malformed", "two parts", () -> good().substring(0, good().lastIndexOf('.'))),
                row("token_malformed", "four parts", () -> good() + ".x"),
                row("token_malformed", "white space", () -> good() + "\n"),
                row("token_malformed", "too long", () -> sign(header().build(),
                        claims().claim("pad", "x".repeat(OwnTokens.MAX_LENGTH)).build(), keys.signer())),
                row("token_malformed", "unsigned", () -> new PlainJWT(claims().build()).serialize() + "x"),
                row("token_malformed", "iat in the future",
                        () -> sign(header().build(), claims().issueTime(at(6)).build(), keys.signer())),
                row("token_malformed", "no iat",
                        () -> sign(header().build(), claims().issueTime(null).build(), keys.signer())),
                row("token_signature", "another's key", () -> sign(header().build(), claims().build(), stranger)),
                row("token_signature", "unknown kid",
                        () -> sign(header().keyID("another").build(), claims().build(), keys.signer())),
                row("token_signature", "no kid",
                        () -> sign(header().keyID(null).build(), claims().build(), keys.signer())),
                row("token_signature", "HS256",
                        () -> sign(new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("at+jwt"))
                                .keyID(keys.kid()).build(), claims().build(), mac)),
                row("token_signature", "changed claims", OwnTokensTest::withOtherClaims),
                row("token_signature", "zero signature",
                        () -> good().substring(0, good().lastIndexOf('.') + 1) + "A".repeat(86)),
                row("token_signature", "critical header", () -> sign(header().criticalParams(Set.of("bork"))
                        .customParams(Map.of("bork", 1)).build(), claims().build(), keys.signer())),
                row("token_type", "typ JWT",
                        () -> sign(header().type(JOSEObjectType.JWT).build(), claims().build(), keys.signer())),
                row("token_type", "no typ", () -> sign(header().type(null).build(), claims().build(), keys.signer())),
                row("token_issuer", "iss with slash",
                        () -> sign(header().build(), claims().issuer(ISSUER + "/").build(), keys.signer())),
                row("token_issuer", "no iss",
                        () -> sign(header().build(), claims().issuer(null).build(), keys.signer())),
                row("token_expired", "expired",
                        () -> sign(header().build(), claims().expirationTime(at(0)).build(), keys.signer())),
                row("token_expired", "no exp",
                        () -> sign(header().build(), claims().expirationTime(null).build(), keys.signer())));
    }

    private static Arguments row(String reason, String what, Supplier<String> token) {
        return Arguments.argumentSet(what, reason, token);
    }

    private static String withOtherClaims() {
        String[] own = good().split("\\.", -1);
        String[] other = sign(header().build(), claims().subject("user-2").build(), keys.signer()).split("\\.", -1);
        return own[0] + "." + other[1] + "." + own[2];
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void refuses(String reason, Supplier<String> token) {
        assertThat(tokens.verify(token.get())).isEqualTo(new OwnToken.Invalid(reason));
    }
}

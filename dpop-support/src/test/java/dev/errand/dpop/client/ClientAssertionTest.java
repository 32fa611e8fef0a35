package dev.errand.dpop.client;

import java.security.SecureRandom;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

import dev.errand.dpop.Forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** RFC 7523 §3, and one minute. */
class ClientAssertionTest {

    private final ClientAssertion assertions = new ClientAssertion(new SecureRandom());
    private final ECKey key = new ECKey.Builder(Forge.KEY).keyID("key-1").build();

    @Test
    void saysWhoItIsToOneAudienceForOneMinute() throws Exception {
        SignedJWT assertion = SignedJWT.parse(assertions.sign(key, "agent", "https://as.example", Forge.NOW, null));
        JWTClaimsSet claims = assertion.getJWTClaimsSet();

        assertThat(assertion.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(assertion.getHeader().getType().getType()).isEqualTo("client-authentication+jwt");
        assertThat(assertion.getHeader().getKeyID()).isEqualTo("key-1");
        assertThat(claims.getClaims()).containsOnlyKeys("iss", "sub", "aud", "jti", "iat", "exp");
        assertThat(claims.getIssuer()).isEqualTo("agent").isEqualTo(claims.getSubject());
        assertThat(claims.getAudience()).containsExactly("https://as.example");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(Forge.NOW));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(Forge.NOW.plusSeconds(60)));
    }

    @Test
    void isBoundToAKeyIfAsked() throws Exception {
        String assertion = assertions.sign(key, "https://refunds.example", "https://as.example", Forge.NOW, "the-jkt");

        assertThat(SignedJWT.parse(assertion).getJWTClaimsSet().getClaim("cnf")).isEqualTo(Map.of("jkt", "the-jkt"));
    }

    @Test
    void neverRepeatsAnIdentifier() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            String assertion = assertions.sign(key, "agent", "https://as.example", Forge.NOW, null);
            seen.add(SignedJWT.parse(assertion).getJWTClaimsSet().getJWTID());
        }
        assertThat(seen).hasSize(50);
    }

    @Test
    void refusesAKeyThatCannotSign() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertions.sign(key.toPublicJWK(), "agent", "aud", Forge.NOW, null));
        assertThatIllegalArgumentException().isThrownBy(() -> assertions
                .sign(new RSAKeyGenerator(2048).generate(), "agent", "aud", Forge.NOW, null));
    }
}

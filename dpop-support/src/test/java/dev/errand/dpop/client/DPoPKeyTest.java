package dev.errand.dpop.client;

import java.util.List;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.dpop.DPoPProof;
import dev.errand.dpop.Forge;
import dev.errand.dpop.JwkThumbprint;
import dev.errand.dpop.ProofRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** RFC 9449 §4.2: what a proof holds. */
class DPoPKeyTest {

    private final DPoPKey key = DPoPKey.generate();

    @Test
    void makesProofsThatVerify() {
        String proof = key.proof("POST", Forge.URL + "?q=1#f", "the-token", "the-nonce", Forge.NOW, "the-jti");
        ProofRequest request = new ProofRequest(List.of(proof), "POST", Forge.URL, "the-token", key.jkt());
        DPoPProof verified = Forge.verified(Forge.verifier().verify(request));

        assertThat(verified.jti()).isEqualTo("the-jti");
        assertThat(verified.covers("the-token")).isTrue();
        assertThat(verified.htu()).isEqualTo(Forge.URL);
    }

    @Test
    void leavesOutWhatThereIsNot() throws Exception {
        SignedJWT proof = SignedJWT.parse(key.proof("GET", Forge.URL, null, null, Forge.NOW, "the-jti"));

        assertThat(proof.getJWTClaimsSet().getClaims()).containsOnlyKeys("jti", "htm", "htu", "iat");
        assertThat(proof.getHeader().toJSONObject()).containsOnlyKeys("typ", "alg", "jwk");
    }

    @Test
    void keepsItsPrivateHalf() throws Exception {
        assertThat(key.publicJwk().isPrivate()).isFalse();
        assertThat(key.publicJwk().toJSONObject()).containsOnlyKeys("kty", "crv", "x", "y");
        assertThat(SignedJWT.parse(key.proof("GET", Forge.URL, null, null, Forge.NOW, "j")).getHeader().getJWK())
                .isEqualTo(key.publicJwk());
        assertThat(key.jkt()).isEqualTo(JwkThumbprint.of(key.publicJwk()));
    }

    @Test
    void isTheSameKeyAfterStoring() {
        assertThat(DPoPKey.of(Forge.KEY).jkt()).isEqualTo(JwkThumbprint.of(Forge.KEY));
    }

    @Test
    void refusesAKeyThatCannotProve() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> DPoPKey.of(Forge.KEY.toPublicJWK()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DPoPKey.of(new ECKeyGenerator(Curve.P_384).generate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "https://user@as.example/token", "https://b\u00fccher.example/"})
    void refusesAUrlThatNoServerWouldRead(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.proof("GET", url, null, null, Forge.NOW, "the-jti"));
    }
}

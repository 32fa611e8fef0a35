package dev.errand.sample.agent.oauth;

import java.security.SecureRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PkceTest {

    /** RFC 7636 Appendix B. */
    @Test
    void challengeIsTheOneOfTheSpecification() {
        Pkce pkce = new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assertThat(pkce.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void everyVerifierIsNewAndLongEnough() {
        SecureRandom random = new SecureRandom();
        String verifier = Pkce.random(random).verifier();
        assertThat(verifier).hasSize(43).isNotEqualTo(Pkce.random(random).verifier());
    }

}

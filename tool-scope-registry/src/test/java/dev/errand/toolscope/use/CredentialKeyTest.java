package dev.errand.toolscope.use;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialKeyTest {

    @Test
    void isTheSameForTheSameCredential() {
        assertThat(CredentialKey.of("tool", "issuer", "jti")).isEqualTo(CredentialKey.of("tool", "issuer", "jti"));
    }

    @Test
    void differsWhereTextMovesFromOnePartToTheNext() {
        assertThat(CredentialKey.of("tool", "issuer", "jti")).isNotEqualTo(CredentialKey.of("tooli", "ssuer", "jti"));
    }

    @Test
    void differsByToolIssuerAndJti() {
        assertThat(CredentialKey.of("tool", "issuer", "jti")).isNotEqualTo(CredentialKey.of("other", "issuer", "jti"))
                .isNotEqualTo(CredentialKey.of("tool", "other", "jti"))
                .isNotEqualTo(CredentialKey.of("tool", "issuer", "other"));
    }
}

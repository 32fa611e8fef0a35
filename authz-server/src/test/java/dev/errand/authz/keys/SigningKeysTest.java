package dev.errand.authz.keys;

import java.security.SecureRandom;
import java.util.HashSet;

import javax.sql.DataSource;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestClock;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeysTest {

    private static SigningKeys start(DataSource database) {
        return new SigningKeys(JdbcClient.create(database), TestClock.atNoon(), new SecureRandom());
    }

    @ParameterizedTest
    @EnumSource
    void restartKeepsTheKey(TestDatabase database) throws Exception {
        DataSource kept = database.migrated();
        SigningKeys before = start(kept);
        SigningKeys after = start(kept);

        assertThat(after.kid()).isEqualTo(before.kid());
        JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("{}"));
        signed.sign(before.signer());
        assertThat(signed.verify(new ECDSAVerifier(after.publicKeys().getKeyByKeyId(after.kid()).toECKey()))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatStartTogetherSignWithOneKey(TestDatabase database) throws Exception {
        DataSource shared = database.migrated();

        assertThat(new HashSet<>(Race.of(16, () -> start(shared).kid()))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void publishesNoPrivatePart(TestDatabase database) {
        SigningKeys keys = start(database.migrated());

        assertThat(keys.publicKeys().getKeys()).noneMatch(JWK::isPrivate).hasSize(1);
        assertThat(keys.publicKeys().toString(false)).doesNotContain("\"d\"").contains(keys.kid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://as.example/", "https://as.example?x=1", "https://as.example#f", "ftp://as.example",
        "https:///path", "as.example", "https://user@as.example"})
    void refusesIssuerThatCouldBeSpelledTwoWays(String value) {
        assertThatThrownBy(() -> new Issuer(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://as.example", "http://localhost:9000", "https://as.example/errand"})
    void acceptsIssuer(String value) {
        assertThat(new Issuer(value).endpoint("/oauth2/token")).isEqualTo(value + "/oauth2/token");
    }
}

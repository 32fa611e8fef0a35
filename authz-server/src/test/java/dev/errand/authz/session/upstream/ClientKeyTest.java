package dev.errand.authz.session.upstream;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.errand.authz.testing.TestClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** This server as a client that authenticates by a key ({@code private_key_jwt}), and settings that stop the start. */
class ClientKeyTest {

    @TempDir
    private Path directory;

    @Test
    void signsAnAssertionForTheIssuerAlone() throws IOException, ParseException, JOSEException {
        RSAKey key = StandInProvider.rsa();
        Path file = Files.writeString(directory.resolve("key.jwk"), key.toJSONString());
        try (StandInProvider keyed = new StandInProvider(TestClock.atNoon());
                UpstreamServer upstream = new UpstreamServer(properties(keyed, file))) {
            // It promises no iss in its answers, and so none is missed.
            keyed.describe(Map.of());
            Journey journey = Journey.begin(upstream.browser(), "keyed");
            keyed.issues(StandInProvider.sign("JWT", keyed.idClaims("kim-there", "sid-1", journey.nonce())));
            Map<String, String> answer = journey.answer(keyed);
            answer.remove("iss");
            assertThat(Journey.seen(journey.back(answer))).isEqualTo("302 /");

            Map<String, String> form = form(keyed.tokenRequests().getFirst());
            SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
            assertThat(form).containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .containsKey("code_verifier").doesNotContainKey("client_secret");
            assertThat(assertion.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
            assertThat(assertion.getJWTClaimsSet().getAudience()).containsExactly(keyed.issuer());
            assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo(StandInProvider.CLIENT);
            assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo(StandInProvider.CLIENT);
            assertThat(assertion.getJWTClaimsSet().getJWTID()).isNotBlank();
        }
    }

    private static Map<String, Object> properties(StandInProvider keyed, Path key) {
        Map<String, Object> properties = new HashMap<>(keyed.properties("keyed", AccountPolicy.CREATED));
        properties.remove("errand.upstream.providers.keyed.client-secret");
        properties.put("errand.upstream.providers.keyed.client-key", key.toUri().toString());
        return properties;
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Test
    void doesNotStartWithAProviderThatIsNotSafe() {
        assertThatThrownBy(() -> provider("op", "http://op.example", "s")).hasMessageContaining("https");
        assertThatThrownBy(() -> provider("op", "https:/op.example", "s")).hasMessageContaining("https");
        assertThatThrownBy(() -> provider("Op/..", "https://op.example", "s")).hasMessageContaining("lower-case");
        assertThatThrownBy(() -> new UpstreamProvider("op", "Op", "https://op.example", "c", Optional.empty(),
                Optional.empty(), List.of("openid"), AccountPolicy.REGISTERED)).hasMessageContaining("client-secret");
        assertThatThrownBy(() -> new UpstreamProvider("op", "Op", "https://op.example", "c", Optional.of("s"),
                Optional.empty(), List.of("profile"), AccountPolicy.REGISTERED)).hasMessageContaining("openid");
        assertThatThrownBy(() -> new UpstreamProviders(
                List.of(provider("one", "https://op.example", "s"), provider("two", "https://op.example", "s"))))
                .hasMessageContaining("same issuer");
        assertThat(provider("op", "https://op.example", "a-secret").toString()).doesNotContain("a-secret");
        assertThat(provider("op", "http://localhost:8080", "s").issuer()).isEqualTo("http://localhost:8080");
    }

    private static UpstreamProvider provider(String id, String issuer, String secret) {
        return new UpstreamProvider(id, id, issuer, "c", Optional.of(secret), Optional.empty(),
                List.of("openid"), AccountPolicy.REGISTERED);
    }
}

package dev.errand.authz.agent;

import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgentTest {

    private static final ECKey KEY = key();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Agent agent(String clientId, ClientMethod method, JWKSet jwks, String redirectUri, String scope) {
        return new Agent(clientId, "Support", method, jwks, List.of(redirectUri), Set.of(scope), true);
    }

    @Test
    void whoAdministersIsNoAgent() {
        JWKSet keys = new JWKSet(KEY.toPublicJWK());
        Set<ClientRole> roles = Set.of(ClientRole.AUDITOR);
        assertThat(Agent.administrative("a", "A", keys, roles, true).administers()).isTrue();
        assertThat(agent("a", ClientMethod.PRIVATE_KEY_JWT, keys, "http://127.0.0.1/cb", "read:orders").administers())
                .isFalse();
        assertThatThrownBy(() -> Agent.administrative("a", "A", keys, Set.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Agent.administrative("a", "A", new JWKSet(), roles, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Agent("a", "A", ClientMethod.NONE, new JWKSet(), List.of(), Set.of(), roles, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Agent("a", "A", ClientMethod.PRIVATE_KEY_JWT, keys, List.of(),
                Set.of("read:orders"), roles, true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Agent publicAgent(String redirectUri) {
        return agent("a", ClientMethod.NONE, new JWKSet(), redirectUri, "read:orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://agent.example/cb", "http://127.0.0.1:7777/cb", "http://[::1]/cb",
        "http://localhost/cb", "com.example.agent:/cb"})
    void acceptsRedirectUri(String uri) {
        assertThat(publicAgent(uri).redirectUris()).containsExactly(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://agent.example/cb", "javascript:alert(1)", "data:text/html,x", "/cb", "//agent.example/cb",
        "https://agent.example/cb#f", "https://user@agent.example/cb", "https:/cb", "http://127.0.0.1.agent.example/cb",
        "https://agent.example/c b", ""})
    void refusesRedirectUri(String uri) {
        assertThatThrownBy(() -> publicAgent(uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\0b", "ä"})
    void refusesClientId(String clientId) {
        assertThat(agent("a-b", ClientMethod.NONE, new JWKSet(), "https://a.example", "s").clientId()).isEqualTo("a-b");
        assertThatThrownBy(() -> agent(clientId, ClientMethod.NONE, new JWKSet(), "https://a.example", "s"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsPublicKeysOnlyAndOnlyOfConfidentialAgents() {
        JWKSet none = new JWKSet();
        JWKSet publicKey = new JWKSet(KEY.toPublicJWK());

        assertThat(agent("a", ClientMethod.PRIVATE_KEY_JWT, publicKey, "https://a.example", "s").jwks().size()).isOne();
        assertThatThrownBy(
                () -> agent("a", ClientMethod.PRIVATE_KEY_JWT, new JWKSet(KEY), "https://a.example", "s"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining(KEY.getD().toString());
        assertThatThrownBy(() -> agent("a", ClientMethod.PRIVATE_KEY_JWT, none, "https://a.example", "s"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> agent("a", ClientMethod.NONE, publicKey, "https://a.example", "s"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "read:orders write:all", "a\"b", "a\\b"})
    void refusesWhatIsNoScope(String scope) {
        assertThatThrownBy(() -> agent("a", ClientMethod.NONE, new JWKSet(), "https://a.example", scope))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

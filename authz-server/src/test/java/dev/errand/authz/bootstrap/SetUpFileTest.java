package dev.errand.authz.bootstrap;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.agent.Agent;
import dev.errand.toolscope.json.Parsed;

import static org.assertj.core.api.Assertions.assertThat;

class SetUpFileTest {

    private static final String GOOD = """
            issuer: https://as.example
            users:
              - {subject: user-1, username: alice, password: correct horse, roles: [user]}
            agents:
              - client_id: public-agent
                method: none
                redirect_uris: ["http://127.0.0.1/callback"]
                allowed_scopes: ["read:orders"]
            administrative_clients:
              - client_id: the-auditor
                roles: [auditor]
                jwks: {keys: [{kty: EC, crv: P-256, x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4,
                               y: 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM}]}
            tools:
              - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
            scopes:
              - name: read:orders
                tool: https://orders.example
                description: Read one order
                effect: read
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions: [{name: read-order, parameters: {}}]
            """;

    @Test
    void readsTheWholeFile() {
        assertThat(SetUpFile.read(GOOD)).isInstanceOfSatisfying(Parsed.Value.class, read -> {
            SetUp setUp = (SetUp) read.value();
            assertThat(setUp.issuer()).contains("https://as.example");
            assertThat(setUp.users()).hasSize(1);
            assertThat(setUp.agents()).extracting(Agent::administers).containsExactly(false, true);
            assertThat(setUp.registry().scopes()).hasSize(1);
            assertThat(setUp.toString()).doesNotContain("correct horse");
        });
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(Arguments.of("an unknown member", "issuer:", "isuer:", "isuer"),
                Arguments.of("an unknown member of a user", "username: alice", "username: alice, shell: sh",
                        "users[0].shell"),
                Arguments.of("a user of another provider who is not named", "username: alice",
                        "username: alice, upstream: [{issuer: \"https://op.example\", subject: \"\"}]",
                        "users[0].upstream[0].subject"),
                Arguments.of("an unknown role", "roles: [user]", "roles: [root]", "users[0].roles"),
                Arguments.of("password and hash", "password: correct horse",
                        "password: correct horse, password_hash: x", "users[0].password"),
                Arguments.of("an unknown method", "method: none", "method: client_secret_basic", "agents[0].method"),
                Arguments.of("a confidential agent without keys", "method: none", "method: private_key_jwt",
                        "agents[0].client_id"),
                Arguments.of("a role that clients have not", "roles: [auditor]", "roles: [user]",
                        "administrative_clients[0].roles"),
                Arguments.of("an administrative client without a role", "roles: [auditor]", "roles: []",
                        "administrative_clients[0].client_id"),
                Arguments.of("an administrative client that gets redirects", "roles: [auditor]",
                        "roles: [auditor]\n    redirect_uris: []", "administrative_clients[0].redirect_uris"),
                Arguments.of("an administrative client without keys", "x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                        "z: x", "administrative_clients[0].jwks.keys[0]"),
                Arguments.of("a private key", "crv: P-256,", "crv: P-256, d: AAAA,",
                        "administrative_clients[0].jwks.keys[0]"),
                Arguments.of("an RSA key, with which no assertion can be signed", "kty: EC,",
                        "kty: RSA, n: " + "x".repeat(342) + ", e: AQAB,", "administrative_clients[0].jwks.keys[0]"),
                Arguments.of("an RSA key of an agent", "method: none", "method: private_key_jwt\n    jwks: {keys: [{kty: RSA, n: "
                        + "x".repeat(342) + ", e: AQAB}]}", "agents[0].jwks.keys[0]"),
                Arguments.of("a client twice", "client_id: the-auditor", "client_id: public-agent", "client_id"),
                Arguments.of("a redirect URI that is none", "http://127.0.0.1/callback", "javascript:alert(1)",
                        "agents[0].client_id"),
                Arguments.of("a scope of a tool that is not there", "tool: https://orders.example",
                        "tool: https://other.example", "scopes[0].tool"),
                Arguments.of("a member twice", "issuer:", "issuer: https://b.example\nissuer:", ""),
                Arguments.of("a Java tag", "name: Orders", "name: !!java.net.URL [x]", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void namesTheMemberAtFault(String mistake, String good, String bad, String member) {
        assertThat(GOOD).contains(good);
        assertThat(SetUpFile.read(GOOD.replaceFirst(java.util.regex.Pattern.quote(good),
                java.util.regex.Matcher.quoteReplacement(bad))))
                .isInstanceOfSatisfying(Parsed.Malformed.class,
                        malformed -> assertThat(malformed.member()).isEqualTo(member));
    }
}

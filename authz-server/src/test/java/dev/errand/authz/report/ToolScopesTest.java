package dev.errand.authz.report;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.WebServer;
import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.dpop.nonce.DPoPNonces;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;
import dev.errand.toolscope.registry.ToolScopeAdmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** What a tool is told about itself. */
@WebServer
class ToolScopesTest {

    private static final String PATH = "/tools/scopes";
    private static final String SCOPE = """
              - name: %s
                tool: %s
                description: Read something
                effect: read
                state: %s
                actions: [{name: read, parameters: {}}]
            """;

    private final MockMvc mvc;
    private final ToolScopeAdmin registry;
    private final DPoPNonces nonces;
    private final InstantSource clock;
    private final ECKey files = RunningServer.key();
    private final ECKey mail = RunningServer.key();
    private final DPoPKey proofs = DPoPKey.generate();

    @Autowired
    ToolScopesTest(MockMvc mvc, ToolScopeAdmin registry, DPoPNonces nonces, InstantSource clock) {
        this.mvc = mvc;
        this.registry = registry;
        this.nonces = nonces;
        this.clock = clock;
    }

    private MockHttpServletResponse ask(String tool, ECKey key, String provenFor) throws Exception {
        String assertion = new ClientAssertion(new SecureRandom()).sign(key, tool, WebServer.ISSUER, clock.instant(),
                proofs.jkt());
        String proof = proofs.proof("GET", WebServer.ISSUER + provenFor, assertion, nonces.issue(), clock.instant(),
                UUID.randomUUID().toString());
        return mvc.perform(get(PATH).header("Authorization", "DPoP " + assertion).header("DPoP", proof)).andReturn()
                .getResponse();
    }

    private static RegistryDocument read(String yaml) {
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> document;
            case Parsed.Malformed<RegistryDocument> malformed -> throw new AssertionError(malformed.toString());
        };
    }

    @Test
    void aToolSeesItsOwnActiveScopesAndNobodyElses() throws Exception {
        String tools = """
                tools:
                  - {resource: "https://files.example", name: Files, jwks: %s}
                  - {resource: "https://mail.example", name: Mail, jwks: %s}
                scopes:
                """.formatted(keys(files), keys(mail));
        registry.apply(read(tools + SCOPE.formatted("read:files", "https://files.example", "active")
                + SCOPE.formatted("read:old-files", "https://files.example", "retired")
                + SCOPE.formatted("read:mail", "https://mail.example", "active")), new Change("test", "two tools"));

        MockHttpServletResponse told = ask("https://files.example", files, PATH);
        assertThat(told.getStatus()).isEqualTo(200);
        assertThat(told.getContentType()).isEqualTo("application/yaml");
        assertThat(told.getHeader("DPoP-Nonce")).isNotNull();
        RegistryDocument document = read(told.getContentAsString());
        assertThat(document.tools()).extracting(tool -> tool.resource()).containsExactly("https://files.example");
        assertThat(document.scopes()).extracting(scope -> scope.name().value()).containsExactly("read:files");

        assertThat(ask("https://files.example", mail, PATH).getStatus()).as("another tool's key").isEqualTo(401);
        assertThat(ask("https://files.example", files, "/ledger/tool-calls").getStatus()).as("the proof of a report")
                .isEqualTo(401);
        assertThat(mvc.perform(get(PATH)).andReturn().getResponse().getStatus()).as("nobody").isEqualTo(401);
    }

    private static String keys(ECKey key) {
        return new JWKSet(List.of(key.toPublicJWK())).toString();
    }
}

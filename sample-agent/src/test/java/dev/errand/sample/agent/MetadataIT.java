package dev.errand.sample.agent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.oauth.ServerMetadata;
import dev.errand.sample.agent.stage.Stage;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 8414 §2, with the members of RFC 9126 §5, RFC 9396 §10, RFC 9449 §5.1 and RFC 9207 §3. */
@ExtendWith(SharedStage.class)
class MetadataIT {

    @Test
    void namesWhatTheServerDoes(Stage stage) {
        JsonNode metadata = Http.plain().json(HttpMethod.GET, ServerMetadata.at(stage.issuer()), null, null).body();

        assertThat(metadata.path("issuer").asString()).isEqualTo(stage.issuer().toString());
        assertThat(texts(metadata, "authorization_details_types_supported")).contains("agent_run", "tool_call");
        assertThat(texts(metadata, "dpop_signing_alg_values_supported")).contains("ES256");
        assertThat(metadata.path("pushed_authorization_request_endpoint").asString()).startsWith(stage.issuer().toString());
        assertThat(texts(metadata, "code_challenge_methods_supported")).containsExactly("S256");
        assertThat(metadata.path("authorization_response_iss_parameter_supported").asBoolean(false)).isTrue();
    }

    private static Iterable<String> texts(JsonNode metadata, String member) {
        return metadata.path(member).valueStream().map(JsonNode::asString).toList();
    }

}

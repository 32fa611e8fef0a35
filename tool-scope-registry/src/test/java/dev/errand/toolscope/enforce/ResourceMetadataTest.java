package dev.errand.toolscope.enforce;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceMetadataTest {

    @ParameterizedTest
    @CsvSource({"https://tool.example, https://tool.example/.well-known/oauth-protected-resource",
        "https://tool.example/, https://tool.example/.well-known/oauth-protected-resource",
        "https://tool.example:8443/a/b, https://tool.example:8443/.well-known/oauth-protected-resource/a/b"})
    void isFoundWhereRfc9728Section31Says(String resource, String url) {
        assertThat(new ResourceMetadata(resource, "https://issuer.example").url()).isEqualTo(url);
    }

    @Test
    void tellsOfDPoPAndOfNoBearerMethod() {
        assertThat(new ResourceMetadata("https://tool.example", "https://issuer.example")
                .document(new TreeSet<>(List.of("read:b", "read:a"))))
                .isEqualTo(Map.of("resource", "https://tool.example", "authorization_servers",
                        List.of("https://issuer.example"), "scopes_supported", List.of("read:a", "read:b"),
                        "authorization_details_types_supported", List.of("tool_call"),
                        "dpop_signing_alg_values_supported", List.of("ES256"), "dpop_bound_access_tokens_required",
                        true));
    }
}

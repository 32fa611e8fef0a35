package dev.errand.dpop.resourceserver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProtectedResourceTest {

    @ParameterizedTest
    @CsvSource({"https://r.example, https://r.example/.well-known/oauth-protected-resource",
        "https://r.example/, https://r.example/.well-known/oauth-protected-resource",
        "https://r.example/a/b, https://r.example/.well-known/oauth-protected-resource/a/b",
        "http://127.0.0.1:9001, http://127.0.0.1:9001/.well-known/oauth-protected-resource"})
    void hasItsMetadataBetweenHostAndPath(String uri, String metadata) {
        assertThat(new ProtectedResource(uri, "https://as.example").metadataUrl()).isEqualTo(metadata);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "refunds", "/refunds", "urn:refunds", "https://r.example?q", "https://r.example#f",
        "https://u@r.example"})
    void isAnHttpUri(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProtectedResource(uri, "https://as.example"));
    }

    @Test
    void putsThePathAsReceivedBehindItsUri() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app/refunds/%2e%2e/x;v=1");
        request.setContextPath("/app");

        assertThat(new ProtectedResource("https://r.example/base/", "https://as.example").urlOf(request))
                .isEqualTo("https://r.example/base/refunds/%2e%2e/x;v=1");
    }
}

package dev.errand.toolscope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceIndicatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://refunds.example", "http://localhost:8081", "https://api.example/v1/refunds",
        "http://127.0.0.1:9000", "http://[::1]:9000/tool", "https://xn--bcher-kva.example", "https://a.example:80",
        "https://a.example:65535",
        "https://a.example/.well", "https://a.example/a..b"})
    void acceptsTheCanonicalSpelling(String uri) {
        assertThat(ResourceIndicator.problem(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "refunds.example", "//refunds.example", "/refunds", "https://", "HTTPS://refunds.example",
        "https://Refunds.example", "https://refunds.example/", "https://refunds.example/a/", "https://refunds.example:443",
        "http://localhost:80", "https://a.example:0", "https://a.example:65536", "https://a.example:08443",
        "https://user@refunds.example", "https://user:pw@refunds.example", "https://refunds.example?x=1",
        "https://refunds.example#x", "https://refunds.example/a?x", "https://refunds.example/%41",
        "https://refunds.example/a/../b", "https://refunds.example/.", "https://refunds.example/..",
        "https://refunds.example//a", "ftp://refunds.example", "urn:errand:tool", "https://refunds..example",
        "https://refunds.example.", "https://-refunds.example", "https://refunds-.example", "https://ref unds.example",
        "https://refunds.example\n", "https://r\u0435funds.example", "https://refunds.example\\a", "javascript:alert(1)"})
    void refusesEveryOtherSpelling(String uri) {
        assertThat(ResourceIndicator.problem(uri)).isPresent();
    }

    @Test
    void acceptsAsLongAsItMayBeAndNoLonger() {
        String longest = "https://a.example/" + "x".repeat(255 - 18);
        assertThat(ResourceIndicator.problem(longest)).isEmpty();
        assertThat(ResourceIndicator.problem(longest + "x")).isPresent();
    }
}

package dev.errand.dpop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 3986 §6.2.2 and §6.2.3, as RFC 9449 §4.3 wants htu compared (DP-41 to DP-47). */
class HttpTargetTest {

    @ParameterizedTest
    @CsvSource({"HTTPS://AS.Example/Token, https://as.example/Token", "https://as.example, https://as.example/",
        "https://as.example:443/t, https://as.example/t", "http://as.example:80/t, http://as.example/t",
        "https://as.example:/t, https://as.example/t", "https://as.example:80/t, https://as.example:80/t",
        "http://as.example:443/t, http://as.example:443/t", "https://as.example:8443/t, https://as.example:8443/t",
        "https://as.example/a/./b, https://as.example/a/b", "https://as.example/a/../b, https://as.example/b",
        "https://as.example/../../b, https://as.example/b", "https://as.example/a/.., https://as.example/",
        "https://as.example/a/b/., https://as.example/a/b/", "https://as.example/%7Euser, https://as.example/~user",
        "https://as.example/%2e%2e/b, https://as.example/b", "https://as.example/a%2fb, https://as.example/a%2Fb",
        "https://as.example/a//b, https://as.example/a//b", "https://as.example//b, https://as.example//b",
        "https://as.example/t?q=1#f, https://as.example/t", "https://as.example?q, https://as.example/",
        "https://as.example#f, https://as.example/", "https://xn--bcher-kva.example/, https://xn--bcher-kva.example/",
        "https://as.example./t, https://as.example./t", "http://[::1]:8080/t, http://[::1]:8080/t",
        "http://127.0.0.1:9000/t;v=1, http://127.0.0.1:9000/t;v=1"})
    void hasOneNormalForm(String uri, String normal) {
        assertThat(HttpTarget.parse(uri).orElseThrow()).hasToString(normal);
        assertThat(HttpTarget.parse(normal).orElseThrow()).isEqualTo(HttpTarget.parse(uri).orElseThrow())
                .hasSameHashCodeAs(HttpTarget.parse(uri).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/token", "//as.example/t", "ftp://as.example/t", "https:/as.example", "https:as.example",
        "https:///t", "https://", "https://user@as.example/t", "https://as.example@evil.example/t",
        "https://user:pw@as.example/", "https://b\u00fccher.example/", "https://as.example/\u00e9",
        "https://as.example/a b", " https://as.example/", "https://as.example/\n", "https://as.example\\@evil/",
        "https://as.example/\\", "https://as.example:0/", "https://as.example:65536/", "https://as.example:0443/",
        "https://as.example:x/", "https://as.example:-1/", "https://as.example:999999/", "https://as%2eexample/",
        "https://[::1/", "https://as.example/%", "https://as.example/%4", "https://as.example/%zz",
        "https://as.example/<", "https://as.example/\"", "https://as.example/{x}", "javascript:alert(1)"})
    void hasNoReadingOfWhatIsAmbiguous(String uri) {
        assertThat(HttpTarget.parse(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://as.example/token, https://as.example/token/", "https://as.example/token, https://as.example//token",
        "https://as.example/token, https://as.example/Token", "https://as.example/token, http://as.example/token",
        "https://as.example/token, https://as.example.:443/token", "https://as.example/a%2Fb, https://as.example/a/b",
        "https://as.example/token, https://as.example:8443/token"})
    void tellsApartWhatIsNotTheSame(String one, String other) {
        assertThat(HttpTarget.parse(one)).isPresent().isNotEqualTo(HttpTarget.parse(other));
    }

    @Test
    void nameItsOriginWithoutTheUsualPort() {
        assertThat(HttpTarget.parse("HTTPS://As.Example:443/x").orElseThrow().origin()).isEqualTo("https://as.example");
        assertThat(HttpTarget.parse("http://as.example:8080").orElseThrow().origin()).isEqualTo("http://as.example:8080");
    }
}

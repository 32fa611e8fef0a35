package dev.errand.authz.ending.caep;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.mint.Minted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a receiver of events may be, and what is said about one: nothing that may be a secret. */
class CaepReceiverTest {

    private static final URI URL = URI.create("https://receiver.example/events?key=a-secret");

    private static CaepReceiver receiver(URI url, String token) {
        return new CaepReceiver(url, "https://receiver.example", token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "mF_9.B5f-4.1JqM", "a~b+c/d==", "1"})
    void aBearerTokenIsOneOfRfc6750(String token) {
        assertThat(receiver(URL, token).bearerToken()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a-token\n", "a-token\r\nX: y", "a token", "=", "a=token", "a-t\u00f6ken", "\"a-token\""})
    void anyOtherIsRefusedAndNotPrinted(String token) {
        assertThatThrownBy(() -> receiver(URL, token)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bearer token").hasMessageEndingWith(": https://receiver.example/events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a-user:a-secret@receiver.example/events", "https:/a/path?a-secret"})
    void nothingOfAnAddressIsPrintedThatMayBeASecret(String url) {
        assertThatThrownBy(() -> receiver(URI.create(url), "a-token")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContainingAny("a-secret", "a-user", "a-token");
    }

    @Test
    void isCalledBySchemeHostAndPath() {
        CaepReceiver receiver = receiver(URL, "a-token");
        assertThat(receiver.shown()).isEqualTo("https://receiver.example/events");
        assertThat(receiver.toString()).isEqualTo("CaepReceiver[https://receiver.example/events]");
    }

    /** The client's own message quotes the scheme. */
    @Test
    void whatTheClientSaysOfAProblemIsNotKept() {
        Push push = new Push(JsonMapper.builder().build());
        assertThat(push.send(new Minted("a.b.c"), receiver(URI.create("a-secret://receiver.example/events"), "a-token")))
                .isEqualTo(new Push.Outcome.NotNow("not_sent"));
    }
}

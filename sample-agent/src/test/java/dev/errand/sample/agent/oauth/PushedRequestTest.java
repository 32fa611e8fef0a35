package dev.errand.sample.agent.oauth;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PushedRequestTest {

    private static final String CALLBACK = "http://127.0.0.1/callback";

    private final PushedRequest request = new PushedRequest(URI.create("http://127.0.0.1:9000/oauth2/authorize"),
            "http://127.0.0.1:9000", "expected-state", new Pkce("the-verifier"));

    @Test
    void takesCodeFromResponseOfThisServerToThisRequest() {
        URI response = URI.create(CALLBACK + "?code=the-code&state=expected-state&iss=http%3A%2F%2F127.0.0.1%3A9000");
        assertThat(request.code(response)).isEqualTo(new AuthorizationCode("the-code", "the-verifier"));
    }

    /** AC-15: RFC 9207 §2.4 and RFC 6749 §10.12; a response of another server, or of nobody that is named, is dropped. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            other state,     code=c&state=other&iss=http://127.0.0.1:9000,                           state
            no state,        code=c&iss=http://127.0.0.1:9000,                                       state
            two states,      code=c&state=expected-state&state=expected-state&iss=http://127.0.0.1:9000, state
            other issuer,    code=c&state=expected-state&iss=http://127.0.0.1:9001,                  iss
            two issuers,     code=c&state=expected-state&iss=http://127.0.0.1:9000&iss=http://127.0.0.1:9001, iss
            a longer issuer, code=c&state=expected-state&iss=http://127.0.0.1:9000/,                 iss
            no issuer,       code=c&state=expected-state,                                            iss
            an error,        error=access_denied&state=expected-state&iss=http://127.0.0.1:9000,     access_denied
            """)
    void refusesResponseWith(String what, String query, String named) {
        assertThatThrownBy(() -> request.code(URI.create(CALLBACK + "?" + query)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(named);
    }

}

package dev.errand.sample.agent.oauth;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** An authorization request that was pushed (RFC 9126), waiting for its user. */
public final class PushedRequest {

    private final URI authorizeUri;
    private final String issuer;
    private final String state;
    private final Pkce pkce;

    PushedRequest(URI authorizeUri, String issuer, String state, Pkce pkce) {
        this.authorizeUri = authorizeUri;
        this.issuer = issuer;
        this.state = state;
        this.pkce = pkce;
    }

    /** Where the user's browser has to go. */
    public URI authorizeUri() {
        return authorizeUri;
    }

    /**
     * The code in an authorization response, once {@code state} and {@code iss} (RFC 9207 §2.4) are what they must be.
     *
     * @throws IllegalStateException if they are not, or the response is an error
     */
    public AuthorizationCode code(URI response) {
        MultiValueMap<String, String> query = UriComponentsBuilder.fromUri(response).build().getQueryParams();
        only(query, "state", state);
        only(query, "iss", issuer);
        String code = query.getFirst("code");
        if (code == null) {
            throw new IllegalStateException("The authorization response has no code: error=" + query.getFirst("error"));
        }
        return new AuthorizationCode(code, pkce.verifier());
    }

    private static void only(MultiValueMap<String, String> query, String name, String expected) {
        if (query.getOrDefault(name, List.of()).size() != 1 || !expected.equals(decoded(query.getFirst(name)))) {
            throw new IllegalStateException("The authorization response has another " + name + " than this request");
        }
    }

    private static String decoded(@Nullable String value) {
        return value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

}

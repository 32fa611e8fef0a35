package dev.errand.dpop;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a proof is checked against.
 *
 * @param proofHeaders the values of all {@code DPoP} header fields of the request, as received
 * @param method the HTTP method of the request
 * @param url the configured public URL of the endpoint; never taken from the {@code Host} header
 * @param accessToken the token presented with the proof: the claim {@code ath} must then be its hash; null if none
 * @param expectedJkt the thumbprint of the key that must have signed, or null if any key will do
 */
public record ProofRequest(List<String> proofHeaders, String method, String url, @Nullable String accessToken,
        @Nullable String expectedJkt) {

    /** Copies the headers. */
    public ProofRequest {
        proofHeaders = List.copyOf(proofHeaders);
        Objects.requireNonNull(method);
        Objects.requireNonNull(url);
    }
}

package dev.errand.authz.proof;

import java.util.Collections;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.dpop.ProofRequest;
import dev.errand.dpop.ProofResult;
import dev.errand.dpop.ProofVerifier;
import dev.errand.dpop.firstuse.ProofFirstUse;

/**
 * Verifies the DPoP proofs of requests to this server (RFC 9449 §4.3, §8). {@code htu} is compared with the configured
 * public address, never with what the request says about its host. Verification is stateless; {@link #claim} then
 * takes the proof's one use, after the client's assertion verified too. Thread-safe.
 */
@Component
public final class EndpointProofs {

    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final ProofVerifier verifier;
    private final ProofFirstUse firstUse;
    private final Issuer issuer;

    EndpointProofs(ProofVerifier verifier, ProofFirstUse firstUse, Issuer issuer) {
        this.verifier = verifier;
        this.firstUse = firstUse;
        this.issuer = issuer;
    }

    /** Whether the request carries a DPoP header at all. */
    public static boolean isPresent(HttpServletRequest request) {
        return request.getHeader("DPoP") != null;
    }

    /** Whether this is the form of a key's thumbprint, as {@code dpop_jkt} names one (RFC 9449 §10, RFC 7638). */
    public static boolean isThumbprint(String text) {
        return THUMBPRINT.matcher(text).matches();
    }

    /**
     * Verifies the request's proof.
     *
     * @param presented the token whose hash the proof must carry as {@code ath}, or null where none is demanded
     */
    public ProofCheck verify(HttpServletRequest request, @Nullable String presented) {
        ProofRequest asked = new ProofRequest(Collections.list(request.getHeaders("DPoP")), request.getMethod(),
                issuer.value() + request.getServletPath(), presented, null);
        return switch (verifier.verify(asked)) {
            case ProofResult.Verified verified -> new ProofCheck.Verified(new VerifiedProof(verified.proof()));
            case ProofResult.Rejected rejected -> new ProofCheck.Rejected(rejected.rejection());
        };
    }

    /** Takes the proof's one use over all nodes; false if it was used before. */
    public boolean claim(VerifiedProof proof) {
        return firstUse.claim(issuer.value(), proof.proof());
    }
}

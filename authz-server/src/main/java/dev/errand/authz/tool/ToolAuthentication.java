package dev.errand.authz.tool;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.dpop.DPoPProof;
import dev.errand.dpop.ProofRejection;
import dev.errand.dpop.ProofRequest;
import dev.errand.dpop.ProofResult;
import dev.errand.dpop.ProofVerifier;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.ProofFirstUse;
import dev.errand.dpop.firstuse.UseKey;

/**
 * Authenticates a tool by {@code Authorization: DPoP} with an assertion, and a proof of the key that the assertion
 * names (RFC 9449 §7.1). First the sizes, then proof and nonce, then the assertion, and only when all of that is good
 * the first use of both, the proof's first: an answer about the proof leaves the assertion unused. Thread-safe.
 */
@Component
public final class ToolAuthentication {

    private static final int MAX_ASSERTION = 8 * 1024;
    private static final Pattern DPOP = Pattern.compile("DPoP +([^ ]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER = Pattern.compile("Bearer .*", Pattern.CASE_INSENSITIVE);

    private final ProofVerifier proofs;
    private final ToolAssertions assertions;
    private final FirstUse firstUse;
    private final ProofFirstUse proofFirstUse;
    private final Issuer issuer;

    ToolAuthentication(ProofVerifier proofs, ToolAssertions assertions, FirstUse firstUse, ProofFirstUse proofFirstUse,
            Issuer issuer) {
        this.proofs = proofs;
        this.assertions = assertions;
        this.firstUse = firstUse;
        this.proofFirstUse = proofFirstUse;
        this.issuer = issuer;
    }

    /**
     * Who asks, once: assertion and proof are used up by it.
     *
     * @param path where the request was sent, which its proof has to name
     */
    public ToolCheck authenticate(HttpServletRequest request, String path) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.size() > 1) {
            return refused(ToolRefusal.request(400, "authorization_multiple", null));
        }
        String header = headers.isEmpty() ? "" : headers.getFirst();
        if (header.length() > MAX_ASSERTION) {
            return refused(ToolRefusal.token("assertion_too_large", null));
        }
        Matcher dpop = DPOP.matcher(header);
        return dpop.matches() ? verifyProof(request, path, dpop.group(1)) : refused(ToolRefusal.token(missing(header), null));
    }

    private static String missing(String header) {
        return BEARER.matcher(header).matches() ? "bearer_downgrade" : "assertion_missing";
    }

    private ToolCheck verifyProof(HttpServletRequest request, String path, String assertion) {
        ProofRequest asked = new ProofRequest(Collections.list(request.getHeaders("DPoP")), request.getMethod(),
                issuer.endpoint(path), assertion, null);
        return switch (proofs.verify(asked)) {
            case ProofResult.Verified(DPoPProof proof) -> verifyAssertion(assertion, proof);
            case ProofResult.Rejected(ProofRejection rejection) when rejection.asksForNonce() ->
                refused(ToolRefusal.nonce(rejection.reason()));
            case ProofResult.Rejected(ProofRejection rejection) ->
                refused(ToolRefusal.proof(rejection.reason(), null));
        };
    }

    private ToolCheck verifyAssertion(String assertion, DPoPProof proof) {
        return switch (assertions.verify(assertion, proof.jkt())) {
            case ToolAssertion.Verified(ToolAssertion verified) -> claim(verified, proof);
            case ToolAssertion.Rejected(ToolRefusal refusal) -> refused(refusal);
        };
    }

    private ToolCheck claim(ToolAssertion assertion, DPoPProof proof) {
        if (!proofFirstUse.claim(issuer.value(), proof)) {
            return refused(ToolRefusal.proof(ProofRejection.PROOF_REPLAYED.reason(), assertion.resource()));
        }
        UseKey key = UseKey.of("tool_assertion", issuer.value(), assertion.resource(), assertion.jti());
        if (!firstUse.claim(key, ToolAssertions.acceptableUntil(assertion))) {
            return refused(ToolRefusal.token("assertion_replayed", assertion.resource()));
        }
        return new ToolCheck.Authenticated(assertion.resource(), ToolAssertions.acceptableUntil(assertion));
    }

    private static ToolCheck refused(ToolRefusal refusal) {
        return new ToolCheck.Refused(refusal);
    }
}

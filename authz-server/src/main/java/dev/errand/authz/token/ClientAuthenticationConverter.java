package dev.errand.authz.token;

import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;

import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.endpoint.FormReading;
import dev.errand.authz.endpoint.RequestId;
import dev.errand.authz.proof.EndpointProofs;
import dev.errand.authz.proof.ProofCheck;
import dev.errand.authz.proof.VerifiedProof;
import dev.errand.dpop.ProofRejection;

/**
 * The first two checks of every request to the token, PAR and revocation endpoints: bounds of the form, then the
 * stateless checks of proof and nonce. They come before client authentication, so that an answer that asks for a nonce
 * leaves the client's assertion unused.
 */
@Component
public final class ClientAuthenticationConverter implements AuthenticationConverter {

    private static final String PAR = "/oauth2/par";

    /** Without it a request says nothing at all (RFC 6749 §4, RFC 7009 §2.1). */
    private static final Map<String, String> REQUIRED = Map.of("/oauth2/token", "grant_type", "/oauth2/revoke",
            "token");

    private final EndpointProofs proofs;
    private final RefusalRecorder recorder;

    ClientAuthenticationConverter(EndpointProofs proofs, RefusalRecorder recorder) {
        this.proofs = proofs;
        this.recorder = recorder;
    }

    @Override
    public Authentication convert(HttpServletRequest request) {
        try {
            return read(request);
        } catch (RequestRejectedException ex) {
            // Control characters in a header or a parameter's name: the firewall says so when somebody reads them.
            throw refused(request, EndpointError.invalidRequest("request_malformed", null));
        }
    }

    private Authentication read(HttpServletRequest request) {
        EndpointForm form = switch (EndpointForm.read(request)) {
            case FormReading.Read read -> read.form();
            case FormReading.Malformed malformed -> throw refused(request, malformed.error());
        };
        String required = REQUIRED.get(request.getServletPath());
        if (required != null && form.value(required).isEmpty()) {
            throw refused(request, EndpointError.invalidRequest("parameter_missing", required));
        }
        return new ClientAuthenticationRequest(form, proof(request, form), request.getHeader("Authorization") != null,
                request.getServletPath(), RequestId.of(request));
    }

    private @Nullable VerifiedProof proof(HttpServletRequest request, EndpointForm form) {
        Optional<String> named = PAR.equals(request.getServletPath()) ? form.value("dpop_jkt") : Optional.empty();
        if (named.isPresent() && !EndpointProofs.isPresent(request)) {
            return byParameter(request, named.get());
        }
        return switch (proofs.verify(request, null)) {
            case ProofCheck.Verified verified -> agreeing(request, form, verified.proof());
            case ProofCheck.Rejected(ProofRejection rejection) when rejection.asksForNonce() ->
                throw ErrorTable.of(rejection).asException();
            case ProofCheck.Rejected rejected -> throw refused(request, ErrorTable.of(rejected.rejection()));
        };
    }

    /** No proof is needed where the key is named; that it is a key's name at all is known before anything is used. */
    private @Nullable VerifiedProof byParameter(HttpServletRequest request, String jkt) {
        if (!EndpointProofs.isThumbprint(jkt)) {
            throw refused(request, new EndpointError("invalid_dpop_proof", 400, "dpop_jkt_mismatch", "dpop_jkt"));
        }
        return null;
    }

    /** What the form says of proof and key has to agree with the proof; this too is known before anything is used. */
    private VerifiedProof agreeing(HttpServletRequest request, EndpointForm form, VerifiedProof proof) {
        if (!form.value("subject_token").map(proof::agreesWith).orElse(true)) {
            throw refused(request, new EndpointError("invalid_dpop_proof", 400, "proof_ath", "DPoP"));
        }
        if (PAR.equals(request.getServletPath())
                && !form.value("dpop_jkt").map(proof.jkt()::equals).orElse(true)) {
            throw refused(request, new EndpointError("invalid_dpop_proof", 400, "dpop_jkt_mismatch", "dpop_jkt"));
        }
        return proof;
    }

    private OAuth2AuthenticationException refused(HttpServletRequest request, EndpointError error) {
        recorder.unauthenticated(request.getServletPath(), null, error, RequestId.of(request));
        return error.asException();
    }
}

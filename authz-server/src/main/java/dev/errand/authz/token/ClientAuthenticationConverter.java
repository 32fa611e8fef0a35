package dev.errand.authz.token;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.endpoint.FormReading;
import dev.errand.authz.endpoint.RequestId;
import dev.errand.authz.proof.EndpointProofs;
import dev.errand.authz.proof.ProofCheck;
import dev.errand.authz.proof.VerifiedProof;

/**
 * The first two checks of every request to the token, PAR and revocation endpoints: bounds of the form, then the
 * stateless checks of proof and nonce. They come before client authentication, so that an answer that asks for a nonce
 * leaves the client's assertion unused.
 */
@Component
public final class ClientAuthenticationConverter implements AuthenticationConverter {

    private static final String PAR = "/oauth2/par";

    private final EndpointProofs proofs;

    ClientAuthenticationConverter(EndpointProofs proofs) {
        this.proofs = proofs;
    }

    @Override
    public Authentication convert(HttpServletRequest request) {
        EndpointForm form = switch (EndpointForm.read(request)) {
            case FormReading.Read read -> read.form();
            case FormReading.Malformed malformed -> throw malformed.error().asException();
        };
        return new ClientAuthenticationRequest(form, proof(request, form), request.getHeader("Authorization") != null,
                request.getServletPath(), RequestId.of(request));
    }

    private @Nullable VerifiedProof proof(HttpServletRequest request, EndpointForm form) {
        boolean boundByParameter = PAR.equals(request.getServletPath()) && form.has("dpop_jkt");
        if (boundByParameter && !EndpointProofs.isPresent(request)) {
            return null;
        }
        return switch (proofs.verify(request, null)) {
            case ProofCheck.Verified verified -> verified.proof();
            case ProofCheck.Rejected rejected -> throw ErrorTable.of(rejected.rejection()).asException();
        };
    }
}

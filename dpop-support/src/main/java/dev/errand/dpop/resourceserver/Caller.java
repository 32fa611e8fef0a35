package dev.errand.dpop.resourceserver;

import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

import dev.errand.dpop.ProofRequest;

/** Who sends a request, by the header, then the token, then the proof. */
sealed interface Caller {

    /** Nobody that we know: the request showed no credentials of ours. */
    record Unknown() implements Caller {}

    /** The holder of a bound token and of its key. */
    record Proven(DPoPAuthenticationToken authentication) implements Caller {}

    /** Somebody whose credentials are refused; the token is there if its signature verified. */
    record Refused(Refusal refusal, @Nullable Jwt token) implements Caller {}

    static Caller of(HttpServletRequest request, ProtectedResource resource, TokenGate tokens, ProofGate proofs) {
        return switch (Presented.in(request)) {
            case Presented.Nothing() -> new Unknown();
            case Presented.Unacceptable(Refusal refusal) -> new Refused(refusal, null);
            case Presented.BoundToken(String compact) -> switch (tokens.check(compact)) {
                case TokenGate.Checked.Refused(Refusal refusal, var token) -> new Refused(refusal, token);
                case TokenGate.Checked.Good(Jwt token, String jkt) ->
                    prove(token, proofs.check(resource.uri(), proofRequest(request, resource, compact, jkt)));
            };
        };
    }

    private static ProofRequest proofRequest(HttpServletRequest request, ProtectedResource resource, String compact,
            String jkt) {
        return new ProofRequest(Collections.list(request.getHeaders("DPoP")), request.getMethod(),
                resource.urlOf(request), compact, jkt);
    }

    private static Caller prove(Jwt token, ProofGate.Checked proof) {
        return switch (proof) {
            case ProofGate.Checked.Refused(Refusal refusal) -> new Refused(refusal, token);
            case ProofGate.Checked.Good good -> new Proven(new DPoPAuthenticationToken(token, good.proof(),
                    new JwtGrantedAuthoritiesConverter().convert(token)));
        };
    }
}

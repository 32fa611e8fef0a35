package dev.errand.dpop.resourceserver;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates a request or refuses it at once. A request without credentials goes on: whether it needs any is for the
 * authorization rules to say. Every answer carries the next nonce (RFC 9449 §8.2).
 */
final class DPoPAuthenticationFilter extends OncePerRequestFilter {

    private final ProtectedResource resource;
    private final TokenGate tokens;
    private final ProofGate proofs;
    private final RefusalAnswer refusals;
    private final SecurityContextHolderStrategy contexts = SecurityContextHolder.getContextHolderStrategy();
    private final RequestAttributeSecurityContextRepository repository = new RequestAttributeSecurityContextRepository();

    DPoPAuthenticationFilter(ProtectedResource resource, TokenGate tokens, ProofGate proofs, RefusalAnswer refusals) {
        this.resource = resource;
        this.tokens = tokens;
        this.proofs = proofs;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        proofs.nextNonce().ifPresent(nonce -> response.setHeader("DPoP-Nonce", nonce));
        switch (Caller.of(request, resource, tokens, proofs)) {
            case Caller.Unknown() -> chain.doFilter(request, response);
            case Caller.Refused(Refusal refusal, var token) -> refusals.send(request, response, refusal, token);
            case Caller.Proven(DPoPAuthenticationToken authentication) -> {
                remember(authentication, request, response);
                chain.doFilter(request, response);
            }
        }
    }

    private void remember(DPoPAuthenticationToken authentication, HttpServletRequest request,
            HttpServletResponse response) {
        authentication.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
        SecurityContext context = contexts.createEmptyContext();
        context.setAuthentication(authentication);
        contexts.setContext(context);
        // Async and error dispatches of the same request find it there.
        repository.saveContext(context, request, response);
    }
}

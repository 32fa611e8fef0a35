package dev.errand.dpop.resourceserver;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Makes a filter chain take DPoP-bound access tokens of one resource
 * (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-7">RFC 9449 §7</a>), and neither Bearer nor unbound ones.
 * Which requests need authentication is left to the chain. Thread-safe.
 */
public final class DPoPResourceServer {

    private final DPoPAuthenticationFilter filter;
    private final RefusalAnswer refusals;

    /** @param events hears {@link DPoPRefused} of every refusal */
    public DPoPResourceServer(ProtectedResource resource, TokenGate tokens, ProofGate proofs,
            ApplicationEventPublisher events) {
        this.refusals = new RefusalAnswer(resource, events);
        this.filter = new DPoPAuthenticationFilter(resource, tokens, proofs, refusals);
    }

    /** Adds the authentication and its challenge to a chain, without sessions and what only browsers need. */
    public void protect(HttpSecurity http) {
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.csrf(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.logout(AbstractHttpConfigurer::disable);
        http.exceptionHandling(handling -> handling.authenticationEntryPoint((request, response,
                exception) -> refusals.send(request, response, Refusal.NOTHING_PRESENTED, null)));
        http.addFilterAt(filter, BasicAuthenticationFilter.class);
    }
}

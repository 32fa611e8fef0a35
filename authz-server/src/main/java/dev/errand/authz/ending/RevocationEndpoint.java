package dev.errand.authz.ending;

import java.time.InstantSource;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.client.NothingToRevoke;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;

/**
 * Token revocation (RFC 7009): whoever gives back a run token or a refresh token says that the task is done, and its
 * run is completed. A consumed refresh token here is a stolen one somewhere: the run ends with an alarm.
 */
@Component
public final class RevocationEndpoint
        implements
            AuthenticationConverter,
            AuthenticationProvider,
            AuthenticationSuccessHandler {

    private final RevocableTokens tokens;
    private final Runs runs;
    private final Ledger ledger;
    private final InstantSource clock;

    RevocationEndpoint(RevocableTokens tokens, Runs runs, Ledger ledger, InstantSource clock) {
        this.tokens = tokens;
        this.runs = runs;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        if (authentication instanceof AgentAuthentication caller) {
            caller.form().value("token").flatMap(tokens::find).ifPresent(found -> revoke(caller, found));
        }
        return authentication;
    }

    private void revoke(AgentAuthentication caller, RevocableTokens.Found found) {
        Run run = runs.find(found.runId()).orElseThrow();
        if (found.consumed()) {
            runs.reused(run.runId(), RunEnding.REFRESH_REUSED);
            return;
        }
        boolean client = caller.agent().clientId().equals(run.clientId());
        boolean key = caller.proof() != null && caller.proof().jkt().equals(run.jkt());
        if (!client || !key) {
            String reason = client ? "proof_key_mismatch" : "client_mismatch";
            alarm(run, reason);
            throw refused(caller, run, reason).asException();
        }
        runs.complete(run.runId());
    }

    private EndpointError refused(AgentAuthentication caller, Run run, String reason) {
        EndpointError error = EndpointError.invalidRequest(reason, "token");
        ledger.refusal(new RefusalEntry(clock.instant(), "/oauth2/revoke", caller.agent().clientId(),
                run.runId(), run.sid(), run.subject(), null, null, caller.proof() == null ? null : caller.proof().jkt(),
                error.getErrorCode(), reason, "token",
                caller.requestId()));
        return error;
    }

    private void alarm(Run run, String kind) {
        ledger.alarm(new EventEntry(clock.instant(), kind, run.runId(), run.sid(), run.subject(), run.clientId(),
                "a live token of this run was presented by someone who may not hold it", true));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return AgentAuthentication.class.isAssignableFrom(authentication)
                || NothingToRevoke.class.isAssignableFrom(authentication);
    }

    /** 200 and nothing else, whether or not there was something to revoke (RFC 7009 §2.2). */
    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
            Authentication authentication) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setHeader("Cache-Control", "no-store");
    }
}

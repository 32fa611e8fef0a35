package dev.errand.authz.token;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.client.ClientAuthenticator;
import dev.errand.authz.client.ClientCheck;
import dev.errand.authz.client.ClientRefusal;
import dev.errand.authz.client.NothingToRevoke;
import dev.errand.authz.endpoint.EndpointError;

/** The thin adapter between the stock client-authentication filter and {@link ClientAuthenticator}. */
@Component
public final class ClientAuthenticationProvider implements AuthenticationProvider {

    private final ClientAuthenticator authenticator;
    private final RefusalRecorder recorder;

    ClientAuthenticationProvider(ClientAuthenticator authenticator, RefusalRecorder recorder) {
        this.authenticator = authenticator;
        this.recorder = recorder;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        ClientAuthenticationRequest request = (ClientAuthenticationRequest) authentication;
        return switch (authenticator.authenticate(request.form(), request.proof(), request.otherMethod(),
                request.endpoint())) {
            case ClientCheck.Authenticated authenticated -> new AgentAuthentication(authenticated.agent(),
                    request.form(), request.proof(), request.requestId());
            case ClientCheck.Refused(ClientRefusal refusal) when isRevocation(request)
                    && refusal == ClientRefusal.RUN_UNKNOWN ->
                new NothingToRevoke();
            case ClientCheck.Refused refused -> throw refused(request, refused.refusal()).asException();
        };
    }

    private static boolean isRevocation(ClientAuthenticationRequest request) {
        return "/oauth2/revoke".equals(request.endpoint());
    }

    private EndpointError refused(ClientAuthenticationRequest request, ClientRefusal refusal) {
        String secret = request.form().value("grant_type").filter("refresh_token"::equals).orElse("subject_token");
        EndpointError error = ErrorTable.of(refusal, secret, request.form().value(secret).isPresent());
        recorder.unauthenticated(request.endpoint(), request.proof() == null ? null : request.proof().jkt(), error,
                request.requestId());
        recorder.alarm(refusal, authenticator.runOf(request.form(), request.endpoint()));
        return error;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return ClientAuthenticationRequest.class.isAssignableFrom(authentication);
    }
}

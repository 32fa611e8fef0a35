package dev.errand.authz.token;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.client.ClientAuthenticator;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.session.upstream.UpstreamStanding;
import dev.errand.authz.session.upstream.UpstreamStanding.Freshness;

/**
 * Before a transaction locks anything: is the session that the run stands on still alive at the provider that the user
 * logged in at? Where it is not, ours has ended when this returns, and the issuance finds it so.
 */
@Component
final class UpstreamCheck {

    private static final String ENDPOINT = "/oauth2/token";

    private final UpstreamStanding standing;
    private final ClientAuthenticator authenticator;
    private final Runs runs;

    UpstreamCheck(UpstreamStanding standing, ClientAuthenticator authenticator, Runs runs) {
        this.standing = standing;
        this.authenticator = authenticator;
        this.runs = runs;
    }

    /** Why nothing can be decided; empty if it can. */
    Optional<EndpointError> problem(String grantType, AgentAuthentication caller) {
        if (!standing.asks()) {
            return Optional.empty();
        }
        Freshness freshness = grantType.equals("refresh_token") ? Freshness.NOW : Freshness.RECENT;
        boolean settled = authenticator.runOf(caller.form(), ENDPOINT).flatMap(runs::find).map(Run::sid)
                .map(sid -> standing.settle(sid, freshness)).orElse(true);
        return settled
                ? Optional.empty()
                : Optional.of(new EndpointError("temporarily_unavailable", 503, "upstream_unavailable", null));
    }
}

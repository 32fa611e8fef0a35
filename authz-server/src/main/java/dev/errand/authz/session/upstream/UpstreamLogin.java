package dev.errand.authz.session.upstream;

import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.session.NewSession;
import dev.errand.authz.user.upstream.UpstreamAccounts;
import dev.errand.authz.user.upstream.UpstreamIdentity;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.UseKey;

/**
 * The end of a login at a provider: what its authorization response has to say before its code is redeemed, and whose
 * account the user's is. Thread-safe.
 */
@Component
final class UpstreamLogin {

    private final CodeRedemption codes;
    private final Discovery discovery;
    private final UpstreamHttp http;
    private final FirstUse firstUse;
    private final UpstreamAccounts accounts;
    private final UpstreamSessions sessions;

    UpstreamLogin(CodeRedemption codes, Discovery discovery, UpstreamHttp http, FirstUse firstUse,
            UpstreamAccounts accounts, UpstreamSessions sessions) {
        this.codes = codes;
        this.discovery = discovery;
        this.http = http;
        this.firstUse = firstUse;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** Who the user is, by the response's parameters and the state of the request that this browser made. */
    UpstreamProof prove(UpstreamProvider provider, Map<String, String> response, LoginState login) {
        try {
            if (!isOf(provider, response)) {
                return new UpstreamProof.Refused("upstream_issuer_mismatch");
            }
        } catch (UpstreamUnavailable ex) {
            return new UpstreamProof.Unavailable();
        }
        // Whatever the response says: it was the answer to this request, and there is no second one.
        if (!firstUse.claim(UseKey.of("upstream_state", provider.id(), login.state()), login.end())) {
            return new UpstreamProof.Refused("upstream_state_replayed");
        }
        String code = response.get("code");
        return code == null || code.isEmpty() || response.containsKey("error")
                ? new UpstreamProof.Refused("upstream_refused")
                : codes.redeem(provider, code, login);
    }

    /** RFC 9207 §2.4. This node may be another than the one where the login began, and know nothing of the provider yet. */
    private boolean isOf(UpstreamProvider provider, Map<String, String> response) throws UpstreamUnavailable {
        String named = response.get("iss");
        return named == null ? !http.within(() -> discovery.of(provider)).namesItself() : named.equals(provider.issuer());
    }

    /** Opens the session of the account that this user is; empty if there is none, or the user may not log in. */
    Optional<NewSession> open(UpstreamProvider provider, UpstreamProof.Proved proved) {
        return account(provider, proved).flatMap(subject -> sessions.open(subject, proved.link(), proved.issuedAt()));
    }

    private Optional<String> account(UpstreamProvider provider, UpstreamProof.Proved proved) {
        UpstreamIdentity identity = proved.link().identity();
        return switch (provider.accounts()) {
            case REGISTERED -> accounts.find(identity);
            case CREATED -> Optional.of(accounts.findOrCreate(identity, provider.id(), proved.displayName()));
        };
    }
}

package dev.errand.dpop.resourceserver;

import java.util.Collection;
import java.util.Map;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import dev.errand.dpop.DPoPProof;

/**
 * A caller that showed a token of this resource and proved to hold its key. Principal and token are the {@link Jwt}.
 * Only this package makes it. Immutable.
 */
public final class DPoPAuthenticationToken extends AbstractOAuth2TokenAuthenticationToken<Jwt> {

    private static final long serialVersionUID = 1L;

    private final transient DPoPProof proof;

    DPoPAuthenticationToken(Jwt token, DPoPProof proof, Collection<? extends GrantedAuthority> authorities) {
        super(token, authorities);
        this.proof = proof;
        setAuthenticated(true);
    }

    /** The proof of this request. */
    public DPoPProof proof() {
        return proof;
    }

    @Override
    public Map<String, Object> getTokenAttributes() {
        return getToken().getClaims();
    }

    /** The subject of the token. */
    @Override
    public String getName() {
        String subject = getToken().getSubject();
        return subject == null ? "" : subject;
    }
}

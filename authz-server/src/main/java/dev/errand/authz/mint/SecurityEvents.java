package dev.errand.authz.mint;

import java.util.Date;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.SigningKeys;

/**
 * Signs security event tokens (RFC 8417): statements about what happened, which give nobody any authority. Their type
 * keeps them from being taken for anything else, and they have neither {@code sub} nor {@code exp} (§2.2, §4.5, §4.6).
 * Thread-safe.
 */
@Component
public final class SecurityEvents {

    private static final JOSEObjectType TYPE = new JOSEObjectType("secevent+jwt");

    private final SigningKeys keys;
    private final Issuer issuer;

    SecurityEvents(SigningKeys keys, Issuer issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** The signed token of the event. */
    public Minted mint(SecurityEvent event) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer.value()).jwtID(event.id())
                .issueTime(Date.from(event.issuedAt())).audience(event.audience()).claim("sub_id", event.subject())
                .claim("events", Map.of(event.type(), event.event())).build();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(keys.kid()).build(), claims);
        try {
            jwt.sign(keys.signer());
        } catch (JOSEException ex) {
            throw new IllegalStateException("the signing key does not sign", ex);
        }
        return new Minted(jwt.serialize());
    }
}

package dev.errand.authz.running;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.errand.dpop.client.DPoPKey;

/** The key pair of an instance that wants a run out of another instance's run: makes actor tokens, good and bad. */
public final class ChildKey {

    public static final JOSEObjectType TYPE = new JOSEObjectType("actor+jwt");

    private final ECKey pair = RunningServer.key();
    public final DPoPKey key = DPoPKey.of(pair);

    /** An actor token for a child of this run. */
    public String actorToken(AgentInstance.Run parent) {
        return actorToken(parent, _ -> {});
    }

    /** The same with other claims. */
    public String actorToken(AgentInstance.Run parent, Consumer<JWTClaimsSet.Builder> change) {
        return sign(header().build(), claims(parent, change));
    }

    public JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).jwk(key.publicJwk());
    }

    public static JWTClaimsSet claims(AgentInstance.Run parent, Consumer<JWTClaimsSet.Builder> change) {
        Instant now = parent.agent().server.clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().audience(RunningServer.ISSUER)
                .subject(parent.agent().clientId).claim("run_id", parent.runId()).jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60)));
        change.accept(claims);
        return claims.build();
    }

    /** Signs with this key, whatever the header says. */
    public String sign(JWSHeader header, JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new ECDSASigner(pair));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return jwt.serialize();
    }
}

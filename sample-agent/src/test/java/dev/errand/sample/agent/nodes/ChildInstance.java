package dev.errand.sample.agent.nodes;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.AgentIdentity;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.oauth.ServerMetadata;

/** Another instance of an agent, which gets a part of a run under a key of its own. */
final class ChildInstance {

    private static final int SECONDS = 60;

    private final ECKey pair;
    private final ServerMetadata server;
    private final AgentIdentity agent;
    private final SecureRandom random;

    ChildInstance(ServerMetadata server, AgentIdentity agent, SecureRandom random) {
        this.server = server;
        this.agent = agent;
        this.random = random;
        try {
            this.pair = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    AgentClient client() {
        return new AgentClient(server, agent, DPoPKey.of(pair), InstantSource.system(), random);
    }

    /** Shows the key to whoever opens a run out of this one for the instance. */
    String actorToken(RunTokens parent) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("actor+jwt")).jwk(pair.toPublicJWK()).build(),
                new JWTClaimsSet.Builder().audience(server.issuer().toString()).subject(agent.clientId())
                        .claim("run_id", parent.runId()).jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(SECONDS))).build());
        try {
            token.sign(new ECDSASigner(pair));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return token.serialize();
    }
}

package dev.errand.authz.mint;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;

import dev.errand.authz.decision.AdministrationPermit;
import dev.errand.authz.decision.CredentialTerms;
import dev.errand.authz.decision.TokenTerms;
import dev.errand.authz.keys.Issuer;

/** What tokens say (RFC 9068 §2.2). Claims are not a token: that takes a permit and a signature. */
final class Claims {

    private final Issuer issuer;

    Claims(Issuer issuer) {
        this.issuer = issuer;
    }

    JWTClaimsSet administration(AdministrationPermit own) {
        return new JWTClaimsSet.Builder().issuer(issuer.value()).jwtID(own.tokenId())
                .issueTime(Date.from(own.issuedAt())).expirationTime(Date.from(own.expiresAt()))
                .audience(issuer.administration()).claim("token_use", "admin").subject(own.clientId())
                .claim("client_id", own.clientId()).claim("cnf", Map.of("jkt", own.jkt())).build();
    }

    JWTClaimsSet runToken(TokenTerms terms) {
        return ofRun(terms).audience(issuer.value()).claim("token_use", "run").build();
    }

    JWTClaimsSet credential(TokenTerms terms, CredentialTerms credential) {
        JWTClaimsSet.Builder claims = ofRun(terms).audience(credential.tool()).claim("scope", Mint.scope(credential))
                .claim("max_uses", credential.maxUses()).claim("authorization_details", Mint.details(credential));
        credential.composition().ifPresent(used -> claims.claim("composition",
                Map.of("name", used.name(), "version", used.version())));
        return claims.build();
    }

    /**
     * Who acts, and behind it whose runs that one's was opened from, the nearest first (RFC 8693 §4.1). They are told
     * apart by their runs, because all of them are the one agent; only the outermost is ever judged.
     */
    static Map<String, Object> actor(TokenTerms terms) {
        Map<String, Object> behind = Map.of();
        for (String ancestor : terms.ancestors()) {
            Map<String, Object> actor = actor(terms.clientId(), behind);
            actor.put("run_id", ancestor);
            behind = actor;
        }
        return actor(terms.clientId(), behind);
    }

    private static Map<String, Object> actor(String clientId, Map<String, Object> behind) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("sub", clientId);
        if (!behind.isEmpty()) {
            actor.put("act", behind);
        }
        return actor;
    }

    private JWTClaimsSet.Builder ofRun(TokenTerms terms) {
        return new JWTClaimsSet.Builder().issuer(issuer.value()).jwtID(terms.tokenId())
                .issueTime(Date.from(terms.issuedAt())).expirationTime(Date.from(terms.expiresAt()))
                .subject(terms.subject()).claim("client_id", terms.clientId()).claim("act", actor(terms))
                .claim("sid", terms.sid()).claim("run_id", terms.runId()).claim("cnf", Map.of("jkt", terms.jkt()))
                .claim("auth_time", terms.authTime().getEpochSecond());
    }
}

package dev.errand.authz.mint;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;

import dev.errand.authz.decision.AdministrationPermit;
import dev.errand.authz.decision.CredentialPermit;
import dev.errand.authz.decision.Decision.Permit;
import dev.errand.authz.decision.GrantedScope;
import dev.errand.authz.decision.RunTokenPermit;
import dev.errand.authz.decision.TokenTerms;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.SigningKeys;
import dev.errand.toolscope.json.DetailsJson;

/**
 * The only signer of tokens: JWTs in the profile of RFC 9068, ES256, bound to the caller's key (RFC 9449 §6.1). It
 * signs what a permit says and adds nothing to it. Thread-safe.
 */
@Component
public final class Mint {

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final Issuer issuer;

    Mint(SigningKeys keys, Issuer issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /** The issuer of every token made here. */
    public String issuer() {
        return issuer.value();
    }

    /** The audience of administrative clients' tokens. */
    public String administration() {
        return issuer.administration();
    }

    /** The key that signs now. */
    public String kid() {
        return keys.kid();
    }

    /** Redeems the permit for its token. */
    public Minted mint(Permit permit) {
        permit.redeem();
        JWTClaimsSet.Builder claims = common(permit);
        switch (permit) {
            case AdministrationPermit own -> claims.audience(issuer.administration()).claim("token_use", "admin")
                    .subject(own.clientId()).claim("client_id", own.clientId()).claim("cnf", Map.of("jkt", own.jkt()));
            case RunTokenPermit run -> ofRun(claims, run.terms()).audience(issuer.value()).claim("token_use", "run");
            case CredentialPermit credential -> composition(ofRun(claims, credential.terms()), credential)
                    .audience(credential.tool())
                    .claim("scope", scope(credential)).claim("max_uses", credential.maxUses())
                    .claim("authorization_details", details(credential));
        }
        return signed(claims.build());
    }

    private static JWTClaimsSet.Builder composition(JWTClaimsSet.Builder claims, CredentialPermit permit) {
        permit.composition().ifPresent(used -> claims.claim("composition",
                Map.of("name", used.name(), "version", used.version())));
        return claims;
    }

    /** The granted scopes (RFC 6749 §3.3), as they are also answered. */
    public static String scope(CredentialPermit permit) {
        return permit.granted().stream().map(GrantedScope::name).collect(Collectors.joining(" "));
    }

    /** The granted details, as they are also answered. */
    public static List<Map<String, Object>> details(CredentialPermit permit) {
        return permit.granted().stream().map(Mint::detail).toList();
    }

    /** The granted detail of one scope, as it is also recorded. */
    public static Map<String, Object> detail(GrantedScope scope) {
        return DetailsJson.granted(scope.authority(), scope.activeVersion());
    }

    private JWTClaimsSet.Builder common(Permit permit) {
        return new JWTClaimsSet.Builder().issuer(issuer.value()).jwtID(permit.tokenId())
                .issueTime(Date.from(permit.issuedAt())).expirationTime(Date.from(permit.expiresAt()));
    }

    private static JWTClaimsSet.Builder ofRun(JWTClaimsSet.Builder claims, TokenTerms terms) {
        return claims.subject(terms.subject()).claim("client_id", terms.clientId()).claim("act", Map.of("sub", terms.clientId()))
                .claim("sid", terms.sid()).claim("run_id", terms.runId())
                .claim("cnf", Map.of("jkt", terms.jkt())).claim("auth_time", terms.authTime().getEpochSecond());
    }

    private Minted signed(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(ACCESS_TOKEN).keyID(keys.kid()).build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(keys.signer());
        } catch (JOSEException ex) {
            throw new IllegalStateException("the signing key does not sign", ex);
        }
        return new Minted(jwt.serialize());
    }
}

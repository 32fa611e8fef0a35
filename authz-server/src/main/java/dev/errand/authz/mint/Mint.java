package dev.errand.authz.mint;

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
import dev.errand.authz.decision.ChildRunPermit;
import dev.errand.authz.decision.CredentialPermit;
import dev.errand.authz.decision.CredentialTerms;
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
    private final Claims claims;

    Mint(SigningKeys keys, Issuer issuer) {
        this.keys = keys;
        this.issuer = issuer;
        this.claims = new Claims(issuer);
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
        return signed(switch (permit) {
            case AdministrationPermit own -> claims.administration(own);
            case RunTokenPermit run -> claims.runToken(run.terms());
            case ChildRunPermit child -> claims.runToken(child.terms());
            case CredentialPermit credential -> claims.credential(credential.terms(), credential.credential());
        });
    }

    /** What a credential would say. Nothing is signed: there is no permit to redeem. */
    public Unsigned unsigned(TokenTerms terms, CredentialTerms credential) {
        return new Unsigned(header().toJSONObject(), claims.credential(terms, credential).toJSONObject());
    }

    /** The granted scopes (RFC 6749 §3.3), as they are also answered. */
    public static String scope(CredentialTerms credential) {
        return credential.granted().stream().map(GrantedScope::name).collect(Collectors.joining(" "));
    }

    /** The granted details, as they are also answered. */
    public static List<Map<String, Object>> details(CredentialTerms credential) {
        return credential.granted().stream().map(Mint::detail).toList();
    }

    /** The granted detail of one scope, as it is also recorded. */
    public static Map<String, Object> detail(GrantedScope scope) {
        return DetailsJson.granted(scope.authority(), scope.activeVersion());
    }

    /** The chain of actors, as it is also recorded. */
    public static Map<String, Object> actor(TokenTerms terms) {
        return Claims.actor(terms);
    }

    private JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(ACCESS_TOKEN).keyID(keys.kid()).build();
    }

    private Minted signed(JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(header(), claims);
        try {
            jwt.sign(keys.signer());
        } catch (JOSEException ex) {
            throw new IllegalStateException("the signing key does not sign", ex);
        }
        return new Minted(jwt.serialize());
    }
}

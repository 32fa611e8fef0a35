package dev.errand.authz.attack;

import java.text.ParseException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.errand.authz.keys.SigningKeys;
import dev.errand.authz.running.RunningServer;

/** A token of the server with other claims or another header, signed again: what no honest server ever signed. */
final class ResignedToken {

    private ResignedToken() {}

    /** Other claims, under the server's own key. */
    static String claims(RunningServer server, String token, Consumer<JWTClaimsSet.Builder> change) {
        return sign(server, token, change, header -> header, server.bean(SigningKeys.class).signer());
    }

    /** Another {@code typ}, under the server's own key. */
    static String type(RunningServer server, String token, String typ) {
        return sign(server, token, _ -> {}, header -> header.type(new JOSEObjectType(typ)),
                server.bean(SigningKeys.class).signer());
    }

    static String sign(RunningServer server, String token, Consumer<JWTClaimsSet.Builder> change,
            UnaryOperator<JWSHeader.Builder> header, JWSSigner signer) {
        try {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder(SignedJWT.parse(token).getJWTClaimsSet());
            change.accept(claims);
            JWSAlgorithm alg = signer.supportedJWSAlgorithms().contains(JWSAlgorithm.ES256)
                    ? JWSAlgorithm.ES256
                    : JWSAlgorithm.HS256;
            JWSHeader.Builder good = new JWSHeader.Builder(alg).type(new JOSEObjectType("at+jwt"))
                    .keyID(server.bean(SigningKeys.class).kid());
            SignedJWT jwt = new SignedJWT(header.apply(good).build(), claims.build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (ParseException | JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static JWTClaimsSet read(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }
}

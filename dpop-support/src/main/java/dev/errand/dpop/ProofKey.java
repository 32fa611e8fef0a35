package dev.errand.dpop;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code jwk} of a proof: a public P-256 key (RFC 7518 §6.2.1) whose point lies on the curve, written in the
 * one way that the RFC allows, so that a key has one thumbprint.
 */
final class ProofKey {

    private static final int COORDINATE_LENGTH = 32;
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");
    private static final ECParameterSpec P_256 = Curve.P_256.toECParameterSpec();
    private static final BigInteger PRIME = ((ECFieldFp) P_256.getCurve().getField()).getP();

    private ProofKey() {}

    /** The key, or null if the member is none that may be used. */
    static @Nullable ECKey read(@Nullable Object member) {
        if (!(member instanceof Map<?, ?> jwk) || jwk.keySet().stream().anyMatch(PRIVATE_MEMBERS::contains)) {
            return null;
        }
        if (!"EC".equals(jwk.get("kty")) || !"P-256".equals(jwk.get("crv")) || !madeForSignatures(jwk)) {
            return null;
        }
        Optional<BigInteger> x = coordinate(jwk.get("x"));
        Optional<BigInteger> y = coordinate(jwk.get("y"));
        if (x.isEmpty() || y.isEmpty() || !ECChecks.isPointOnCurve(x.get(), y.get(), P_256)) {
            return null;
        }
        return new ECKey.Builder(Curve.P_256, new Base64URL((String) jwk.get("x")), new Base64URL((String) jwk.get("y")))
                .build();
    }

    private static boolean madeForSignatures(Map<?, ?> jwk) {
        return (!jwk.containsKey("use") || "sig".equals(jwk.get("use")))
                && (!jwk.containsKey("alg") || "ES256".equals(jwk.get("alg")))
                && (!jwk.containsKey("key_ops") || List.of("verify").equals(jwk.get("key_ops")));
    }

    private static Optional<BigInteger> coordinate(@Nullable Object member) {
        if (!(member instanceof String text)) {
            return Optional.empty();
        }
        return Base64Url.decode(text).filter(bytes -> bytes.length == COORDINATE_LENGTH)
                .map(bytes -> new BigInteger(1, bytes))
                .filter(value -> value.signum() > 0 && value.compareTo(PRIME) < 0);
    }
}

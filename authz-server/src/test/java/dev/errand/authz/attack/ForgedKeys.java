package dev.errand.authz.attack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** DP-11 to DP-19: the key of a proof, and what is given out as its signature. */
final class ForgedKeys {

    private static final BigInteger P = new BigInteger(
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger N = new BigInteger(
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger B = new BigInteger(
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private final RSAKey rsa;
    private final ECKey p384;
    private final ECKey stranger;
    private final OctetSequenceKey secret;

    private ForgedKeys() throws JOSEException {
        this.rsa = new RSAKeyGenerator(2048).generate();
        this.p384 = new ECKeyGenerator(Curve.P_384).generate();
        this.stranger = new ECKeyGenerator(Curve.P_256).generate();
        this.secret = new OctetSequenceKeyGenerator(256).generate();
    }

    static Stream<Forgery> rows() {
        try {
            ForgedKeys keys = new ForgedKeys();
            return Stream.of(keys.kinds(), keys.jwks(), points(), keys.signatures()).flatMap(rows -> rows);
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Stream<Forgery> kinds() throws JOSEException {
        JWSSigner byRsa = new RSASSASigner(rsa);
        JWSSigner bySecret = new MACSigner(secret);
        return Stream.of(
                Forgery.of("DP-09+ HS256 under the public key", p -> signed(p, "HS256", p.jwk(), publicKeyAsSecret(p)),
                        "proof_algorithm"),
                Forgery.of("DP-11 HS256 under a secret that comes along",
                        p -> signed(p, "HS256", secret.toJSONString(), bySecret), "proof_algorithm"),
                Forgery.of("DP-11 a secret for a key", p -> p.withJwk(secret.toJSONString()), "proof_key"),
                Forgery.of("DP-15 ES256 under an RSA key", p -> signed(p, "ES256", rsa.toPublicJWK().toJSONString(),
                        byRsa), "proof_key"),
                Forgery.of("DP-15 RS256 under an RSA key", p -> signed(p, "RS256", rsa.toPublicJWK().toJSONString(),
                        byRsa), "proof_algorithm"),
                Forgery.of("DP-15 RS256 under the EC key", p -> signed(p, "RS256", p.jwk(), byRsa), "proof_algorithm"),
                Forgery.of("DP-15 ES256 under P-384", p -> p.withJwk(p384.toPublicJWK().toJSONString()), "proof_key"));
    }

    private static JWSSigner publicKeyAsSecret(ProofForge p) {
        try {
            return new MACSigner(p.jwk().getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String signed(ProofForge p, String alg, String jwk, JWSSigner signer) {
        String header = p.header().replace("\"ES256\"", "\"" + alg + "\"").replace(p.jwk(), jwk);
        String input = ProofForge.encode(header) + "." + ProofForge.encode(p.claims());
        JWSAlgorithm really = signer.supportedJWSAlgorithms().contains(JWSAlgorithm.RS256)
                ? JWSAlgorithm.RS256
                : JWSAlgorithm.HS256;
        try {
            return input + "." + signer.sign(new JWSHeader(really), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Stream<Forgery> jwks() {
        Stream<Forgery> weak = Stream.of(rsa("DP-11+ RSA of 1024 bits", "AQAB", 171), rsa("DP-13 RSA with e=1", "AQ", 342),
                rsa("DP-13 RSA with e=3", "Aw", 342), rsa("DP-13 RSA of 16384 bits", "AQAB", 2731));
        return Stream.concat(weak, Stream.of(
                Forgery.of("DP-13+ the private key", p -> p.withJwk(p.key().toJSONString()), "proof_key"),
                Forgery.of("DP-13+ a private member", p -> p.withJwk(ForgedHeaders.with(p.jwk(), "\"d\":\"AA\"")),
                        "proof_key"),
                Forgery.of("DP-15+ no jwk", p -> p.withHeader(h -> h.replace(",\"jwk\":" + p.jwk(), "")), "proof_key"),
                Forgery.of("DP-15+ jwk null", p -> p.withJwk("null"), "proof_key"),
                Forgery.of("DP-15+ a list of keys", p -> p.withJwk("[" + p.jwk() + "]"), "proof_key"),
                Forgery.of("DP-17+ another curve's name", p -> p.withJwk(p.jwk().replace("P-256", "secp256k1")),
                        "proof_key"),
                Forgery.of("DP-17+ a key for encryption",
                        p -> p.withJwk(ForgedHeaders.with(p.jwk(), "\"use\":\"enc\"")), "proof_key")));
    }

    private static Forgery rsa(String attack, String e, int modulus) {
        return Forgery.of(attack, p -> p.withJwk(
                "{\"kty\":\"RSA\",\"e\":\"" + e + "\",\"n\":\"" + "z".repeat(modulus) + "\"}"), "proof_key");
    }

    private static Stream<Forgery> points() {
        BigInteger rootOfB = B.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        return Stream.of(
                Forgery.of("DP-17 a point beside the curve", p -> p.withJwk(point(x(p), y(p).add(BigInteger.ONE))),
                        "proof_key"),
                Forgery.of("DP-17 x = 0", p -> p.withJwk(point(BigInteger.ZERO, rootOfB)), "proof_key"),
                Forgery.of("DP-17 y = 0", p -> p.withJwk(point(x(p), BigInteger.ZERO)), "proof_key"),
                Forgery.of("DP-17 infinity", p -> p.withJwk(point(BigInteger.ZERO, BigInteger.ZERO)), "proof_key"),
                Forgery.of("DP-17 x = p", p -> p.withJwk(point(P, rootOfB)), "proof_key"),
                Forgery.of("DP-17 x > p", p -> p.withJwk(
                        point(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE), y(p))), "proof_key"));
    }

    private static BigInteger x(ProofForge p) {
        return p.key().getX().decodeToBigInteger();
    }

    private static BigInteger y(ProofForge p) {
        return p.key().getY().decodeToBigInteger();
    }

    private static String point(BigInteger x, BigInteger y) {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + ProofForge.encode(fixed(x)) + "\",\"y\":\""
                + ProofForge.encode(fixed(y)) + "\"}";
    }

    private Stream<Forgery> signatures() {
        byte[] one = fixed(BigInteger.ONE);
        return Stream.of(signature("DP-19 r = s = 0", new byte[64]),
                signature("DP-19 r = s = n", join(fixed(N), fixed(N))),
                signature("DP-19 r = 0", join(new byte[32], one)), signature("DP-19 s = 0", join(one, new byte[32])),
                signature("DP-19+ r = s = 1", join(one, one)), signature("DP-19+ 63 bytes", new byte[63]),
                signature("DP-19+ 65 bytes", new byte[65]),
                signature("DP-19+ DER", new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1}),
                Forgery.of("DP-19+ another key's signature", p -> {
                    String[] parts = p.proof().split("\\.", -1);
                    return new ProofForge(p.server(), p.path(), stranger).signEncoded(parts[0], parts[1]);
                }, "proof_signature"),
                Forgery.of("DP-19+ another proof's signature", p -> {
                    String other = p.proof();
                    String proof = p.proof();
                    return proof.substring(0, proof.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
                }, "proof_signature"));
    }

    private static Forgery signature(String attack, byte[] signature) {
        return Forgery.of(attack, p -> p.withSignature(signature), "proof_signature");
    }

    private static byte[] fixed(BigInteger value) {
        byte[] raw = value.toByteArray();
        byte[] bytes = new byte[32];
        int length = Math.min(raw.length, bytes.length);
        System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

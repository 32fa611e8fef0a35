package dev.errand.authz.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authenticator with one passkey, and the browser in front of it (Web Authentication §6): what it answers can be
 * spoilt, one property at a time.
 */
public final class VirtualAuthenticator {

    public static final int USER_PRESENT = 0x01;
    public static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;
    private static final JsonMapper JSON = JsonMapper.shared();

    public String origin;
    public String rpId;
    public String challenge;
    public String createType = "webauthn.create";
    public String getType = "webauthn.get";
    public int flags = USER_PRESENT | USER_VERIFIED;
    public int counter = 1;
    public String userHandle;
    public String credentialId;
    public boolean crossOrigin;
    private KeyPair key;

    /** At the pages of this origin. */
    public VirtualAuthenticator(String origin, String rpId) {
        this.origin = origin;
        this.rpId = rpId;
        byte[] id = new byte[32];
        new SecureRandom().nextBytes(id);
        this.credentialId = base64(id);
        changeKey();
    }

    /** From now on another key signs. */
    public void changeKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.key = generator.generateKeyPair();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What the page's script sends for a new passkey. */
    public String create(String options) {
        JsonNode read = JSON.readTree(options);
        if (userHandle == null) {
            userHandle = read.path("user").path("id").asString();
        }
        byte[] data = join(authenticatorData(flags | ATTESTED), new byte[16], length16(raw(credentialId).length),
                raw(credentialId), coseKey());
        byte[] attestation = join(new byte[] {(byte) 0xa3, 0x63}, ascii("fmt"), new byte[] {0x64}, ascii("none"),
                new byte[] {0x67}, ascii("attStmt"), new byte[] {(byte) 0xa0, 0x68}, ascii("authData"), new byte[] {0x59},
                length16(data.length), data);
        return JSON.writeValueAsString(Map.of("id", credentialId, "response",
                Map.of("clientDataJSON", base64(clientData(createType, read)), "attestationObject", base64(attestation),
                        "transports", new String[] {"internal", "new-kind"})));
    }

    /** What the page's script sends for a login. */
    public String get(String options) {
        byte[] data = authenticatorData(flags);
        byte[] client = clientData(getType, JSON.readTree(options));
        return JSON.writeValueAsString(Map.of("id", credentialId, "response",
                Map.of("clientDataJSON", base64(client), "authenticatorData", base64(data), "signature",
                        base64(signature(join(data, sha256(client)))), "userHandle", userHandle)));
    }

    private byte[] clientData(String type, JsonNode options) {
        return JSON.writeValueAsBytes(Map.of("type", type, "challenge",
                challenge == null ? options.path("challenge").asString() : challenge, "origin", origin, "crossOrigin",
                crossOrigin));
    }

    private byte[] authenticatorData(int withFlags) {
        return join(sha256(rpId.getBytes(StandardCharsets.UTF_8)), new byte[] {(byte) withFlags},
                ByteBuffer.allocate(4).putInt(counter).array());
    }

    /** RFC 9053 §7.1.1, as CBOR: EC2, ES256, P-256, x, y. */
    private byte[] coseKey() {
        ECKey jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) key.getPublic()).build();
        return join(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}, jwk.getX().decode(),
                new byte[] {0x22, 0x58, 0x20}, jwk.getY().decode());
    }

    private byte[] signature(byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static byte[] length16(int length) {
        return new byte[] {(byte) (length >> 8), (byte) length};
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] raw(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

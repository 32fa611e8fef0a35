package dev.errand.authz.admin.agent;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.errand.authz.admin.JsonBody;
import dev.errand.dpop.JwkThumbprint;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/**
 * The keys of a client (RFC 7517) as those who register it send them: public ones, and of the one kind that client
 * assertions are verified with. What is wrong with them is said without repeating any of them.
 */
public final class PublicKeys {

    private static final String PEM = "is PEM, which says nothing of what the key is for; give it as a JWK,"
            + " a JSON object with kty, crv, x and y";
    private static final int MAX_KEYS = 20;
    private static final int MAX_KID = 255;
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private PublicKeys() {}

    /**
     * What somebody pasted, as a JWK set: one itself, a list of JWKs, or one JWK.
     *
     * @return the set's JSON, whose keys nobody has looked at
     */
    public static Parsed<JsonNode> pasted(String text) {
        if (text.contains("-----BEGIN")) {
            return new Parsed.Malformed<>("jwks", PEM);
        }
        return switch (StrictJson.read(text, JsonBody.MAX_BYTES)) {
            case Parsed.Malformed<JsonNode>(String member, String problem) -> new Parsed.Malformed<>("jwks", problem);
            case Parsed.Value<JsonNode>(JsonNode json) -> new Parsed.Value<>(json.has("keys") ? json : set(json));
        };
    }

    private static JsonNode set(JsonNode keys) {
        ObjectNode set = JsonMapper.shared().createObjectNode();
        if (keys.isArray()) {
            set.set("keys", keys);
        } else {
            set.putArray("keys").add(keys);
        }
        return set;
    }

    /** Whether a text looks as if it held more than public keys, so that nobody should see it again. */
    public static boolean mayBePrivate(String text) {
        return text.contains("PRIVATE KEY") || PRIVATE.stream().anyMatch(member -> text.contains('"' + member + '"'));
    }

    /**
     * Reads a JWK set.
     *
     * @throws InvalidValue for what is wrong
     */
    public static JWKSet read(JsonNode set) {
        if (set.isString() && set.stringValue().contains("-----BEGIN")) {
            throw new InvalidValue("jwks", PEM);
        }
        JsonNode array = set.path("keys");
        if (!set.isObject() || set.size() != 1 || !array.isArray()) {
            throw new InvalidValue("jwks", "is no JWK set: an object with keys, an array, and nothing else");
        }
        if (array.size() > MAX_KEYS) {
            throw new InvalidValue("jwks", "has more than " + MAX_KEYS + " keys");
        }
        List<JWK> keys = new ArrayList<>();
        for (JsonNode key : array) {
            keys.add(key(key, "jwks.keys[" + keys.size() + "]"));
        }
        requireDistinct(keys);
        return new JWKSet(keys);
    }

    private static JWK key(JsonNode json, String at) {
        if (PRIVATE.stream().anyMatch(json::has)) {
            throw new InvalidValue(at, "has private members; keep those, and register the public half only");
        }
        try {
            if (json.isObject() && JWK.parse(StrictJson.write(json)) instanceof ECKey key
                    && Curve.P_256.equals(key.getCurve())) {
                if (key.getKeyID() != null) {
                    PlainText.problem(key.getKeyID(), MAX_KID).ifPresent(problem -> {
                        throw new InvalidValue(at + ".kid", problem);
                    });
                }
                return key;
            }
        } catch (ParseException ex) {
            throw new InvalidValue(at, "is no JWK that can be read");
        }
        throw new InvalidValue(at, "is no EC key on P-256, which client assertions are signed with (ES256)");
    }

    private static void requireDistinct(List<JWK> keys) {
        Set<String> seen = new HashSet<>();
        for (JWK key : keys) {
            if (!seen.add(JwkThumbprint.of(key)) || (key.getKeyID() != null && !seen.add("kid " + key.getKeyID()))) {
                throw new InvalidValue("jwks", "has a key or a kid twice");
            }
        }
    }
}

package dev.errand.toolscope.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/**
 * The JWK set of a tool: P-256 public keys. Only members that a public key has are allowed, so that a private key pasted
 * in by mistake is refused instead of stored.
 */
final class PublicKeySet {

    private static final int MAX_BYTES = 16_384;
    private static final int MAX_KEYS = 16;
    private static final int MAX_OPERATIONS = 8;
    private static final Pattern COORDINATE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> DESCRIPTIONS = Set.of("kid", "use", "alg");

    private PublicKeySet() {}

    /** The set with its members in alphabetical order and without blanks. */
    static String canonical(String jwks) {
        return StrictJson.write(tree(jwks));
    }

    /** The set as maps, lists and texts. */
    static Map<String, Object> tree(String jwks) {
        Parsed<List<Map<String, Object>>> keys = StrictJson.read(jwks, MAX_BYTES)
                .then(root -> StrictObject.read(root, "", set -> set.objects("keys", MAX_KEYS, PublicKeySet::key)));
        return switch (keys) {
            case Parsed.Value<List<Map<String, Object>>>(var set) -> Map.of("keys", set);
            case Parsed.Malformed<List<Map<String, Object>>>(String member, String problem) -> throw new InvalidValue(
                    member.isEmpty() ? "jwks" : "jwks." + member, problem);
        };
    }

    private static Map<String, Object> key(StrictObject jwk) {
        Map<String, Object> key = new TreeMap<>();
        key.put("kty", expect(jwk, "kty", "EC"));
        key.put("crv", expect(jwk, "crv", "P-256"));
        key.put("x", coordinate(jwk, "x"));
        key.put("y", coordinate(jwk, "y"));
        for (String member : DESCRIPTIONS) {
            jwk.optionalText(member).ifPresent(text -> key.put(member, text));
        }
        if (jwk.has("key_ops")) {
            key.put("key_ops", jwk.texts("key_ops", MAX_OPERATIONS));
        }
        return key;
    }

    private static String expect(StrictObject jwk, String member, String value) {
        if (!jwk.text(member).equals(value)) {
            throw new InvalidValue(member, "is not " + value);
        }
        return value;
    }

    private static String coordinate(StrictObject jwk, String member) {
        String value = jwk.text(member);
        if (!COORDINATE.matcher(value).matches()) {
            throw new InvalidValue(member, "is not 32 bytes in base64url");
        }
        return value;
    }
}

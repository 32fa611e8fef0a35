package dev.errand.authz.badinput;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;

/** Compact JWS whose parts are not what parts of a token are, signed by a key that is known to the server. */
final class BadTokens {

    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"%s\"%s}";
    private static final List<String> IN_HEADER = List.of(",\"kid\":null", ",\"kid\":1", ",\"kid\":[]", ",\"kid\":\"\\u0000\"",
            ",\"crit\":1", ",\"crit\":[]", ",\"crit\":[null]", ",\"jwk\":1", ",\"jwk\":{}", ",\"jwk\":{\"kty\":1}",
            ",\"jwk\":{\"kty\":\"EC\",\"crv\":\"x\",\"x\":\"\",\"y\":\"\"}", ",\"x5c\":[1]", ",\"x5c\":[\"!\"]", ",\"x5u\":\":\"",
            ",\"b64\":\"x\"", ",\"zip\":\"DEF\"", ",\"alg\":\"none\"", ",\"p2c\":1e400", ",\"cty\":1", ",\"exp\":{}",
            ",\"a\":" + "[".repeat(1_500) + "]".repeat(1_500), ",\"a\":" + "9".repeat(2_000));
    private static final List<String> CLAIMS = List.of("", "null", "[]", "1", "\"x\"", "{", "{}", "{\"iss\":1}",
            "{\"iss\":null,\"sub\":null}", "{\"iss\":\"\\u0000\",\"sub\":\"\\u0000\"}",
            "{\"iss\":\"\\ud800\",\"sub\":\"\\ud800\"}",
            "{%s,\"aud\":1}", "{%s,\"aud\":[null]}", "{%s,\"aud\":{}}", "{%s,\"exp\":\"x\"}", "{%s,\"exp\":1e400}",
            "{%s,\"exp\":9223372036854775808}", "{%s,\"exp\":-9223372036854775808}", "{%s,\"exp\":0.5,\"iat\":1e18}",
            "{%s,\"iat\":true}", "{%s,\"nbf\":[]}", "{%s,\"jti\":1}", "{%s,\"jti\":\"\\u0000\"}", "{%s,\"cnf\":1}",
            "{%s,\"cnf\":{\"jkt\":1}}", "{%s,\"cnf\":{\"jkt\":\"\\u0000\"}}", "{%s,\"run_id\":1}", "{%s,\"run_id\":\"\\u0000\"}",
            "{%s,\"run_id\":\"' or 1=1\"}", "{%s,\"token_use\":[],\"run_id\":{}}", "{%s,\"iss\":\"x\"}",
            "{%s,\"\\u0069ss\":\"x\"}",
            "{%s,\"htm\":1,\"htu\":1,\"nonce\":1}", "{%s,\"a\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}",
            "{%s,\"a\":" + "9".repeat(2_000) + "}");

    private BadTokens() {}

    /**
     * @param typ the type that the endpoint expects
     * @param identity the claims that name the signer
     */
    static Stream<String> all(ECKey key, String typ, String identity) {
        String good = HEADER.formatted(typ, "");
        Stream<String> headers = IN_HEADER.stream().map(more -> signed(key, HEADER.formatted(typ, more), "{" + identity + "}"));
        Stream<String> otherHeaders = Stream.of("", "null", "[]", "{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\"}", "{\"alg\":\"ES256\"}", "{\"alg\":\"ES256\",\"typ\":1}", "{\"alg\":\"ES256\",\"typ\":null}")
                .map(header -> signed(key, header, "{" + identity + "}"));
        Stream<String> claims = CLAIMS.stream().map(text -> signed(key, good, text.replace("%s", identity)));
        Stream<String> shapes = Stream.of("..", "e30.e30.", "e30..e30", ".e30.e30", "e30.e30.e30.e30.e30", "=.=.=", "\u00e4.b.c",
                encoded(good) + "." + encoded("{" + identity + "}") + ".AA");
        return Stream.of(headers, otherHeaders, claims, shapes).flatMap(tokens -> tokens);
    }

    private static String signed(ECKey key, String header, String claims) {
        String content = encoded(header) + "." + encoded(claims);
        try {
            return content + "." + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256),
                    content.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

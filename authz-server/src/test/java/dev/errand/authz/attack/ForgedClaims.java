package dev.errand.authz.attack;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

import static dev.errand.authz.attack.Forgery.ACCEPTED;

/** DP-35 to DP-69: what a proof claims about the request, the time, itself and the nonce. */
final class ForgedClaims {

    private ForgedClaims() {}

    static Stream<Forgery> rows() {
        return Stream.of(methods(), targets(), spellings(), times(), identifiers(), nonces())
                .flatMap(rows -> rows);
    }

    private static Stream<Forgery> methods() {
        return Stream.of(claim("DP-35 a GET proof", "htm", "\"GET\"", "proof_htm"),
                claim("DP-35+ the method in lower case", "htm", "\"post\"", "proof_htm"),
                claim("DP-35+ the method and a space", "htm", "\"POST \"", "proof_htm"),
                claim("DP-37 an empty method", "htm", "\"\"", "proof_htm"),
                claim("DP-37 null", "htm", "null", "proof_htm"), claim("DP-37 a list", "htm", "[\"POST\"]", "proof_htm"),
                claim("DP-37 a number", "htm", "1", "proof_htm"),
                Forgery.of("DP-37+ no htm", p -> p.without("htm"), "proof_htm"));
    }

    private static Stream<Forgery> targets() {
        return Stream.of(htu("DP-39 another path", p -> "https://as.example/oauth2/revoke"),
                htu("DP-39 a path below", p -> p.url() + "/x"),
                htu("DP-39+ another host", p -> p.url().replace("as.example", "evil.example")),
                htu("DP-39+ a host that begins like it", p -> p.url().replace("as.example", "as.example.evil")),
                htu("DP-43 another port", p -> p.url().replace("as.example", "as.example:8443")),
                htu("DP-43+ http", p -> p.url().replace("https:", "http:")),
                htu("DP-45 a slash at the end", p -> p.url() + "/"),
                htu("DP-45 two slashes", p -> p.url().replace("/oauth2/", "/oauth2//")),
                htu("DP-45 an escaped slash", p -> p.url().replace("/oauth2/", "/oauth2%2f")),
                htu("DP-47 userinfo", p -> "https://as.example@evil.example" + p.path()),
                htu("DP-47 userinfo of the right host", p -> p.url().replace("as.example", "u@as.example")),
                htu("DP-47 a host with a trailing dot", p -> p.url().replace("as.example", "as.example.")),
                htu("DP-47 a host that is no ASCII", p -> p.url().replace("as.example", "\u00e4s.example")),
                htu("DP-47+ a path alone", ProofForge::path), htu("DP-47+ nothing", p -> ""),
                claim("DP-47+ null", "htu", "null", "proof_htu"), claim("DP-47+ a number", "htu", "7", "proof_htu"),
                Forgery.of("DP-47+ no htu", p -> p.without("htu"), "proof_htu"));
    }

    /** RFC 9449 §4.3: query and fragment do not count, and syntax-based normalisation comes before comparison. */
    private static Stream<Forgery> spellings() {
        return Stream.of(spelling("DP-41 scheme and host in upper case", p -> "HTTPS://AS.Example" + p.path()),
                spelling("DP-41+ the scheme's own port", p -> p.url().replace("as.example", "as.example:443")),
                spelling("DP-45 dot segments", p -> p.url().replace("/oauth2/", "/x/../oauth2/./")),
                spelling("DP-45+ a query", p -> p.url() + "?x=1"), spelling("DP-45+ a fragment", p -> p.url() + "#f"));
    }

    private static Stream<Forgery> times() {
        return Stream.of(
                Forgery.of("DP-53 no iat", p -> p.without("iat"), "proof_time"),
                claim("DP-51+ iat as text", "iat", "\"1\"", "proof_time"),
                claim("DP-51+ a negative iat", "iat", "-1", "proof_time"),
                claim("DP-51+ half a second", "iat", "1904212800.5", "proof_time"),
                claim("DP-51+ iat in exponent form", "iat", "1e9", "proof_time"),
                claim("DP-51+ iat beyond 64 bits", "iat", "9223372036854775808", "proof_time"),
                claim("DP-51+ iat after the year 9999", "iat", "253402300800", "proof_time"),
                Forgery.of("DP-69 iat a day old beside a fresh nonce",
                        p -> p.withClaim("iat", String.valueOf(p.now() - 86_400)), ACCEPTED),
                Forgery.of("DP-51 iat an hour ahead beside a fresh nonce",
                        p -> p.withClaim("iat", String.valueOf(p.now() + 3_600)), ACCEPTED),
                Forgery.of("DP-53+ exp past", p -> p.withClaims(
                        c -> ForgedHeaders.with(c, "\"exp\":" + (p.now() - 6))), "proof_expired"),
                Forgery.of("DP-53+ nbf ahead", p -> p.withClaims(
                        c -> ForgedHeaders.with(c, "\"nbf\":" + (p.now() + 6))), "proof_not_yet_valid"));
    }

    private static Stream<Forgery> identifiers() {
        return Stream.of(Forgery.of("DP-55 no jti", p -> p.without("jti"), "proof_jti"),
                claim("DP-55 an empty jti", "jti", "\"\"", "proof_jti"),
                claim("DP-55 a blank jti", "jti", "\" \"", "proof_jti"), claim("DP-55 a number", "jti", "7", "proof_jti"),
                claim("DP-55 a list", "jti", "[\"a\"]", "proof_jti"), claim("DP-55 null", "jti", "null", "proof_jti"),
                claim("DP-55+ 257 characters", "jti", '"' + "j".repeat(257) + '"', "proof_jti"),
                claim("DP-55+ a line break", "jti", "\"a\\nb\"", "proof_jti"));
    }

    private static Stream<Forgery> nonces() {
        return Stream.of(Forgery.of("DP-63+ no nonce", p -> p.without("nonce"), "nonce_required"),
                nonce("DP-65 two rotations old", p -> p.nonce("issuer", Duration.ofMinutes(2))),
                nonce("DP-65 of the next minute", p -> p.nonce("issuer", Duration.ofMinutes(-1))),
                nonce("DP-65+ a tool's nonce", p -> p.nonce("https://refunds.example", Duration.ZERO)),
                nonce("DP-67 one bit changed", p -> flipped(p.nonce("issuer", Duration.ZERO))),
                nonce("DP-67 cut short", p -> p.nonce("issuer", Duration.ZERO).substring(1)),
                nonce("DP-67 an empty nonce", p -> ""), claim("DP-67 null", "nonce", "null", "nonce_stale"),
                claim("DP-67 a list", "nonce", "[]", "nonce_stale"),
                nonce("DP-67 5 KB", p -> "n".repeat(5_000)),
                Forgery.of("DP-67 16 KB", p -> p.withClaim("nonce", '"' + "n".repeat(16_000) + '"'),
                        "proof_too_large"),
                Forgery.of("DP-67+ the nonce of the minute before",
                        p -> p.withClaim("nonce", '"' + p.nonce("issuer", Duration.ofMinutes(1)) + '"'), ACCEPTED));
    }

    private static String flipped(String nonce) {
        return (nonce.charAt(0) == 'A' ? 'B' : 'A') + nonce.substring(1);
    }

    private static Forgery claim(String attack, String name, String json, String reason) {
        return Forgery.of(attack, p -> p.withClaim(name, json), reason);
    }

    private static Forgery htu(String attack, Function<ProofForge, String> htu) {
        return Forgery.of(attack, p -> p.withClaim("htu", '"' + htu.apply(p) + '"'), "proof_htu");
    }

    private static Forgery spelling(String attack, Function<ProofForge, String> htu) {
        return Forgery.of(attack, p -> p.withClaim("htu", '"' + htu.apply(p) + '"'), ACCEPTED);
    }

    private static Forgery nonce(String attack, Function<ProofForge, String> nonce) {
        return Forgery.of(attack, p -> p.withClaim("nonce", '"' + nonce.apply(p) + '"'), "nonce_stale");
    }
}

package dev.errand.authz.attack;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;

import static dev.errand.authz.attack.Forgery.ACCEPTED;

/** DP-25 to DP-33: serialization, JSON and base64url of a proof. The signature always fits the bytes. */
final class ForgedBytes {

    private ForgedBytes() {}

    static Stream<Forgery> rows() {
        return Stream.of(serializations(), json(), nesting(), text(), base64()).flatMap(rows -> rows);
    }

    private static Stream<Forgery> serializations() {
        Stream<Forgery> forms = Stream.of("H..S", "H.P", "H.P.", ".P.S", "..", "H.P.S.S", "H.P.S.").map(
                form -> parts("DP-25 " + form, form));
        return Stream.concat(forms, Stream.of(
                parts("DP-25 JSON, general", "{\"payload\":\"P\"}"),
                Forgery.of("DP-25 JSON, flattened", p -> {
                    String[] parts = p.proof().split("\\.", -1);
                    return "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\""
                            + parts[2] + "\"}";
                }, "proof_multiple"),
                Forgery.of("DP-25+ a proof inside a proof",
                        p -> p.signEncoded(ProofForge.encode(p.header()), ProofForge.encode(p.proof())),
                        "proof_malformed"),
                Forgery.of("DP-25+ five parts, as if encrypted", p -> p.proof() + ".AA.AA", "proof_malformed")));
    }

    private static Forgery parts(String attack, String form) {
        return Forgery.of(attack, p -> {
            String[] parts = p.proof().split("\\.", -1);
            return form.replace("H", parts[0]).replace("P", parts[1]).replace("S", parts[2]);
        }, "proof_malformed");
    }

    private static Stream<Forgery> json() {
        return Stream.of(
                header("DP-27 alg twice, the good one first", "\"alg\":\"ES256\"", "\"alg\":\"ES256\",\"alg\":\"none\""),
                header("DP-27 alg twice, the good one last", "\"alg\":\"ES256\"", "\"alg\":\"none\",\"alg\":\"ES256\""),
                header("DP-27 jwk twice", "\"alg\":", "\"jwk\":null,\"alg\":"),
                claims("DP-27+ htu twice", "\"htm\":", "\"htu\":\"https://evil.example/\",\"htm\":"),
                claims("DP-27+ jti twice", "\"htm\":", "\"jti\":\"again\",\"htm\":"),
                claims("DP-29 htu twice, once with an escape", "\"htm\":",
                        "\"\\u0068tu\":\"https://evil.example/\",\"htm\":"),
                claims("DP-27+ text after the object", "}", "} {}"), claims("DP-27+ a comment", "{", "{/**/"),
                claims("DP-27+ a comma too many", "}", ",}"), claims("DP-27+ NaN", "}", ",\"n\":NaN}"),
                Forgery.of("DP-27+ a list for claims", p -> p.withClaims(c -> "[" + c + "]"), "proof_malformed"));
    }

    private static Stream<Forgery> nesting() {
        return Stream.of(
                claims("DP-31 a claim 2,000 deep", "}", ",\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
                header("DP-31 a jwk 2,000 deep", "\"jwk\":",
                        "\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + ",\"jwk\":"),
                Forgery.of("DP-31 a claim 10,000 deep", p -> p.withClaims(
                        c -> ForgedHeaders.with(c, "\"deep\":" + "[".repeat(10_000))), "proof_too_large"),
                Forgery.of("DP-31+ more than 8 KiB", p -> p.withClaims(
                        c -> ForgedHeaders.with(c, "\"x\":\"" + "a".repeat(8_192) + "\"")), "proof_too_large"),
                Forgery.of("DP-31+ nearly 8 KiB", p -> p.withClaims(
                        c -> ForgedHeaders.with(c, "\"x\":\"" + "a".repeat(5_000) + "\"")), ACCEPTED));
    }

    private static Stream<Forgery> text() {
        return Stream.of(
                encoded("DP-29+ UTF-16", claims -> claims.getBytes(StandardCharsets.UTF_16)),
                encoded("DP-29+ a byte order mark", claims -> ("\ufeff" + claims).getBytes(StandardCharsets.UTF_8)),
                encoded("DP-29+ Latin-1", claims -> ForgedHeaders.with(claims, "\"x\":\"\u00e9\"")
                        .getBytes(StandardCharsets.ISO_8859_1)),
                encoded("DP-29+ a null byte", claims -> (claims + "\0").getBytes(StandardCharsets.UTF_8)));
    }

    private static Forgery encoded(String attack, Function<String, byte[]> bytes) {
        return Forgery.of(attack, p -> p.signEncoded(ProofForge.encode(p.header()),
                ProofForge.encode(bytes.apply(p.claims()))), "proof_malformed");
    }

    private static Stream<Forgery> base64() {
        return Stream.of(
                Forgery.of("DP-33 padding at the end", p -> p.proof() + "=", "proof_malformed"),
                Forgery.of("DP-33 a padded header", p -> p.signEncoded(ProofForge.encode(p.header()) + "=",
                        ProofForge.encode(p.claims())), "proof_malformed"),
                Forgery.of("DP-33 + and / for - and _", p -> p.signEncoded(ProofForge.encode(p.header()),
                        slashed(p.claims())), "proof_malformed"),
                Forgery.of("DP-33 a space inside", p -> {
                    String claims = ProofForge.encode(p.claims());
                    return p.signEncoded(ProofForge.encode(p.header()), claims.substring(0, 8) + " " + claims.substring(8));
                }, "proof_malformed"),
                Forgery.of("DP-33 stray bits in the last character", p -> {
                    String proof = p.proof();
                    return proof.substring(0, proof.length() - 1) + (char) (proof.charAt(proof.length() - 1) + 1);
                }, "proof_malformed"),
                Forgery.of("DP-33+ text after the signature", p -> p.proof() + " x", "proof_malformed"),
                Forgery.of("DP-33+ the scheme of a token before it", p -> "DPoP " + p.proof(), "proof_malformed"));
    }

    private static String slashed(String claims) {
        String slashed = ProofForge.encode(ForgedHeaders.with(claims, "\"x\":\"\u00ff\u00bf\u00ff?\"")).replace('-', '+')
                .replace('_', '/');
        if (slashed.indexOf('+') < 0 && slashed.indexOf('/') < 0) {
            throw new IllegalStateException("nothing here is written differently in the other alphabet");
        }
        return slashed;
    }

    private static Forgery header(String attack, String what, String instead) {
        return Forgery.of(attack, p -> p.withHeader(h -> h.replace(what, instead)), "proof_malformed");
    }

    private static Forgery claims(String attack, String what, String instead) {
        return Forgery.of(attack, p -> p.withClaims(c -> c.replace(what, instead)), "proof_malformed");
    }
}

package dev.errand.authz.attack;

import java.util.List;
import java.util.stream.Stream;

import static dev.errand.authz.attack.Forgery.ACCEPTED;

/** DP-01 to DP-09 and DP-21 to DP-23: the header field, and the header of the proof in it. */
final class ForgedHeaders {

    private ForgedHeaders() {}

    /** @param canary an address that nobody may ask */
    static Stream<Forgery> rows(String canary) {
        return Stream.of(fields(), types(), algorithms(), elsewhere(canary), critical()).flatMap(rows -> rows);
    }

    private static Stream<Forgery> fields() {
        return Stream.of(new Forgery("DP-01 no DPoP header", _ -> List.of(), "proof_missing"),
                Forgery.of("DP-01+ an empty header", _ -> "", "proof_malformed"),
                Forgery.of("DP-01+ a word", _ -> "proof", "proof_malformed"),
                Forgery.of("DP-03 two proofs in one line", p -> p.proof() + ", " + p.proof(), "proof_multiple"),
                new Forgery("DP-03+ two header lines", p -> List.of(p.proof(), p.proof()), "proof_multiple"),
                new Forgery("DP-03+ a good proof and an empty line", p -> List.of(p.proof(), ""), "proof_multiple"));
    }

    private static Stream<Forgery> types() {
        return Stream.of(
                Forgery.of("DP-05 no typ", p -> p.withHeader(h -> h.replace("\"typ\":\"dpop+jwt\",", "")),
                        "proof_type"),
                type("DP-05+ a plain JWT", "JWT"), type("DP-05+ an access token's typ", "at+jwt"),
                type("DP-05+ an assertion's typ", "client-authentication+jwt"), type("DP-05+ an empty typ", ""),
                type("DP-07 typ in upper case", "DPOP+JWT"), type("DP-07 typ in full", "application/dpop+jwt"));
    }

    private static Forgery type(String attack, String typ) {
        return Forgery.of(attack, p -> p.withHeader(h -> h.replace("dpop+jwt", typ)), "proof_type");
    }

    private static Stream<Forgery> algorithms() {
        Stream<Forgery> spelled = Stream.of("none", "None", "nOnE", "NONE ", "", "es256", "HS256", "RS256", "PS256",
                "ES384", "ES256K", "EdDSA").map(
                        alg -> Forgery.of("DP-09 alg \"" + alg + "\"",
                                p -> p.withHeader(h -> h.replace("\"ES256\"", "\"" + alg + "\"")), "proof_algorithm"));
        return Stream.concat(spelled, Stream.of(
                Forgery.of("DP-07+ alg none and no signature", p -> ProofForge.encode(p.header().replace("ES256", "none"))
                        + "." + ProofForge.encode(p.claims()) + ".", "proof_malformed"),
                Forgery.of("DP-09 no alg", p -> p.withHeader(h -> h.replace("\"alg\":\"ES256\",", "")),
                        "proof_algorithm")));
    }

    private static Stream<Forgery> elsewhere(String canary) {
        Stream<Forgery> instead = Stream.of("\"jku\":\"" + canary + "\"", "\"x5u\":\"" + canary + "\"",
                "\"x5c\":[\"AA\"]", "\"kid\":\"" + canary + "\"").map(
                        member -> Forgery.of("DP-21 for jwk " + member,
                                p -> p.withHeader(h -> h.replace("\"jwk\":" + p.jwk(), member)),
                                member.startsWith("\"kid") ? "proof_key" : "proof_header"));
        Stream<Forgery> beside = Stream.of("\"jku\":\"" + canary + "\"", "\"x5u\":\"" + canary + "\"",
                "\"x5c\":[\"AA\"]", "\"x5t\":\"AA\"", "\"zip\":\"DEF\"").map(
                        member -> Forgery.of(
                                "DP-21+ beside jwk " + member, p -> p.withHeader(h -> with(h, member)), "proof_header"));
        return Stream.of(instead, beside, Stream.of(Forgery.of("DP-21+ kid beside jwk",
                p -> p.withHeader(h -> with(h, "\"kid\":\"" + canary + "\"")), ACCEPTED))).flatMap(rows -> rows);
    }

    private static Stream<Forgery> critical() {
        Stream<Forgery> crit = Stream.of("\"crit\":[\"bork\"],\"bork\":1", "\"crit\":[]", "\"crit\":null",
                "\"crit\":[\"exp\"]").map(
                        member -> Forgery.of("DP-23 " + member, p -> p.withHeader(h -> with(h, member)),
                                "proof_header"));
        return Stream.concat(crit, Stream.of(
                Forgery.of("DP-23 the same member, not critical", p -> p.withHeader(h -> with(h, "\"bork\":1")),
                        ACCEPTED),
                Forgery.of("DP-23+ b64 false", p -> p.withHeader(h -> with(h, "\"crit\":[\"b64\"],\"b64\":false")),
                        "proof_header"),
                Forgery.of("DP-23+ b64 false, not critical", p -> p.withHeader(h -> with(h, "\"b64\":false")),
                        "proof_header")));
    }

    /** The object with one more member at its end. */
    static String with(String object, String member) {
        return object.substring(0, object.length() - 1) + "," + member + "}";
    }
}

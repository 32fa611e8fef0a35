package dev.errand.dpop;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the bytes of a proof before any check of meaning: one header field, bounded, one JWS in compact serialization,
 * strict base64url and strict JSON. What passes here is understood in one way only.
 */
sealed interface ProofSyntax {

    /** Well-formed. */
    record Read(ReceivedProof proof) implements ProofSyntax {}

    /** Not even well-formed. */
    record Refused(ProofRejection rejection) implements ProofSyntax {}

    int MAX_LENGTH = 8 * 1024;

    static ProofSyntax read(List<String> headers) {
        if (headers.isEmpty()) {
            return new Refused(ProofRejection.PROOF_MISSING);
        }
        if (headers.size() > 1) {
            return new Refused(ProofRejection.PROOF_MULTIPLE);
        }
        String compact = headers.get(0);
        if (compact.length() > MAX_LENGTH) {
            return new Refused(ProofRejection.PROOF_TOO_LARGE);
        }
        // A list in one field is what a proxy makes of several (RFC 9110 §5.3).
        if (compact.indexOf(',') >= 0) {
            return new Refused(ProofRejection.PROOF_MULTIPLE);
        }
        return compact(compact).<ProofSyntax>map(Read::new)
                .orElseGet(() -> new Refused(ProofRejection.PROOF_MALFORMED));
    }

    private static Optional<ReceivedProof> compact(String compact) {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3 || Base64Url.decode(parts[2]).isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, Object>> header = Base64Url.decode(parts[0]).flatMap(StrictJson::object);
        Optional<Map<String, Object>> claims = Base64Url.decode(parts[1]).flatMap(StrictJson::object);
        return header.flatMap(head -> claims
                .map(payload -> new ReceivedProof(compact, head, payload, ProofKey.read(head.get("jwk")))));
    }
}

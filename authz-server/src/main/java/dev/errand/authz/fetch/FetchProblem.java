package dev.errand.authz.fetch;

/** Why there is no metadata; each with a sentence in which nothing is quoted from anybody. */
public enum FetchProblem {

    /** Refused before any connection. */
    ADDRESS_NOT_PUBLIC("address_not_public",
            "Metadata is fetched over https from public addresses only, except from hosts that errand.registry.import-hosts names"),

    /** No answer in time, or one that is no success; redirects are not followed. */
    METADATA_UNREACHABLE("metadata_unreachable", "The address did not answer with status 200 in time"),

    /** An answer that is not what RFC 9728 §3.2 or RFC 7517 §5 describe, or larger than is read. */
    METADATA_MALFORMED("metadata_malformed",
            "The answer is not protected resource metadata, or its key set is not one of P-256 public keys"),

    /** RFC 9728 §3.3: such metadata must not be used. */
    RESOURCE_MISMATCH("resource_mismatch", "The metadata is about another resource than the one that was asked for");

    private final String word;
    private final String sentence;

    FetchProblem(String word, String sentence) {
        this.word = word;
        this.sentence = sentence;
    }

    /** The stable machine word. */
    public String word() {
        return word;
    }

    public String sentence() {
        return sentence;
    }
}

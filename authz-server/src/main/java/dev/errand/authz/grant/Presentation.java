package dev.errand.authz.grant;

/** The outcome of reading a grant. */
public sealed interface Presentation {

    /** The grant is what it seems; nothing is consumed yet. */
    record Accepted(Presented presented) implements Presentation {}

    /** The grant is refused; what its refusal entails (a burnt code, an ended run) is already in the transaction. */
    record Refused(GrantRefusal refusal) implements Presentation {}

    /**
     * The grant was consumed by this very caller, who has not heard the answer: it is told again, and nothing is issued.
     *
     * @param answer the body, as it was
     */
    record Repeated(String answer) implements Presentation {

        @Override
        public String toString() {
            return "Repeated[]";
        }
    }

    /** Shorthand for a refusal. */
    static Presentation refused(GrantRefusal refusal) {
        return new Refused(refusal);
    }
}

package dev.errand.sample.agent.oauth;

/**
 * A code and the verifier of its challenge (RFC 7636 §4.5).
 *
 * @param value the code
 * @param verifier the code verifier
 */
public record AuthorizationCode(String value, String verifier) {

    /** Tells nothing. */
    @Override
    public String toString() {
        return "AuthorizationCode[]";
    }

}

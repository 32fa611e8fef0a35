package dev.errand.authz.whatif;

import java.util.Map;

/**
 * What would be answered?
 *
 * @param lender whose authority the request would draw on
 * @param parameters the parameters of a token request that say which credential is asked for: {@code resource},
 *     {@code scope}, {@code authorization_details}; those that would not be sent are not there
 */
public record Question(Lender lender, Map<String, String> parameters) {

    public Question {
        parameters = Map.copyOf(parameters);
    }

    /** Whose authority a request draws on. */
    public sealed interface Lender {}

    /** A run that was opened, with what is left of it. */
    public record OfRun(String runId) implements Lender {}

    /** A user who has just logged in and consented to all that is asked for, at its registered widest. */
    public record OfUser(String agent, String subject) implements Lender {}
}

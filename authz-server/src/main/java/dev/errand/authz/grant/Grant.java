package dev.errand.authz.grant;

import java.util.Optional;

/**
 * A grant type of the token endpoint: reads what the caller presents, and takes its one use.
 *
 * <p>
 * Both methods run in the transaction of the issuance. A refusal is a value and lets that transaction commit, so that
 * what a refusal entails is not rolled back with it.
 */
public interface Grant {

    /** The {@code grant_type} (RFC 6749, RFC 8693). */
    String type();

    /** Reads the grant. */
    Presentation present(GrantRequest request);

    /**
     * Takes the grant's one use by one conditional statement.
     *
     * @param presented what {@link #present} accepted
     * @param runId the run that the grant opens or continues
     * @return empty if this caller was the one; else why not
     */
    Optional<GrantRefusal> consume(Presented presented, String runId);
}

package dev.errand.authz.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A request that was refused. Who is named here was identified first: a {@code client_id} that nobody proved to be is
 * left out.
 *
 * @param at when
 * @param endpoint the path, for example {@code /oauth2/token}
 * @param agent the authenticated agent
 * @param runId the run whose token or key was shown
 * @param session the session of that run or of the browser
 * @param subject the user
 * @param tool the tool asked for, or the tool that called
 * @param scope the scope asked for
 * @param jkt thumbprint of the proven key
 * @param error the OAuth error code of the answer
 * @param reason the stable machine word of the answer
 * @param parameter the parameter at fault
 * @param requestId the HTTP request
 */
public record RefusalEntry(Instant at, String endpoint, @Nullable String agent, @Nullable String runId,
        @Nullable String session, @Nullable String subject, @Nullable String tool, @Nullable String scope,
        @Nullable String jkt, String error, String reason, @Nullable String parameter, String requestId) {

    private static final int MAX_NAME = 255;
    private static final int MAX_URI = 512;
    private static final int MAX_WORD = 64;

    public RefusalEntry {
        // What was asked for is the caller's text: any length, any character.
        tool = Printable.clip(tool, MAX_URI);
        scope = Printable.clip(scope, MAX_NAME);
        parameter = Printable.clip(parameter, MAX_WORD);
    }

    /** Whether anyone stands behind the request, so that the refusal earns a row of its own. */
    boolean identified() {
        return agent != null || runId != null || session != null || subject != null || tool != null;
    }
}

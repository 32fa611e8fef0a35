package dev.errand.toolscope.report;

import org.jspecify.annotations.Nullable;

/**
 * What a reported call was about; each part is absent where it was never established.
 *
 * @param credentialId {@code jti} of the credential, only if its signature verified and it was made for this tool
 * @param runId its {@code run_id}
 * @param scope the tool scope that the endpoint asks for
 * @param action the action that the endpoint carries out
 * @param identifier the object that the call names
 * @param parameterDigest {@link ParameterDigest} of the call's bound arguments
 */
public record CallSubject(@Nullable String credentialId, @Nullable String runId, @Nullable String scope,
        @Nullable String action, @Nullable String identifier, @Nullable String parameterDigest) {

    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_WORD = 64;

    /** A subject of which nothing is known. */
    public static final CallSubject UNIDENTIFIED = new CallSubject(null, null, null, null, null, null);

    /** Cuts what came from outside to the length that the ledger takes. */
    public CallSubject {
        credentialId = cut(credentialId, LONGEST_TEXT);
        runId = cut(runId, LONGEST_TEXT);
        scope = cut(scope, LONGEST_WORD);
        action = cut(action, LONGEST_WORD);
        identifier = cut(identifier, LONGEST_TEXT);
        parameterDigest = cut(parameterDigest, LONGEST_WORD);
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}

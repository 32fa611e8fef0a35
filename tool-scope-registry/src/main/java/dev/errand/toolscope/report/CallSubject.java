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
    private static final int REPLACEMENT = 0xFFFD;

    /** A subject of which nothing is known. */
    public static final CallSubject UNIDENTIFIED = new CallSubject(null, null, null, null, null, null);

    /** Makes what came from outside fit: of the length that the ledger takes, in characters that every database does. */
    public CallSubject {
        credentialId = fit(credentialId, LONGEST_TEXT);
        runId = fit(runId, LONGEST_TEXT);
        scope = fit(scope, LONGEST_WORD);
        action = fit(action, LONGEST_WORD);
        identifier = fit(identifier, LONGEST_TEXT);
        parameterDigest = fit(parameterDigest, LONGEST_WORD);
    }

    private static @Nullable String fit(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        text.substring(0, end(text, longest)).codePoints().map(CallSubject::storable).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** No pair of surrogates is cut in two. */
    private static int end(String text, int longest) {
        if (text.length() <= longest) {
            return text.length();
        }
        return Character.isSurrogatePair(text.charAt(longest - 1), text.charAt(longest)) ? longest - 1 : longest;
    }

    /** PostgreSQL knows no NUL, UTF-8 no lone surrogate, and nobody wants to read the other control characters. */
    private static int storable(int c) {
        boolean odd = Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
        return odd ? REPLACEMENT : c;
    }
}

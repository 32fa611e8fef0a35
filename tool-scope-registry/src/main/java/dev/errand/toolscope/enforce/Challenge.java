package dev.errand.toolscope.enforce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code WWW-Authenticate} value of a refusal (RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1). */
final class Challenge {

    private Challenge() {}

    static String of(Refusal refusal, String metadataUrl) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", refusal.error());
        parameters.put("error_description", refusal.description());
        refusal.scopeName().ifPresent(scope -> parameters.put("scope", scope));
        parameters.put("reason", refusal.reason());
        if (refusal.parameter() != null) {
            parameters.put("parameter", refusal.parameter());
        }
        parameters.put("algs", ResourceMetadata.ALGORITHM);
        parameters.put("resource_metadata", metadataUrl);
        return parameters.entrySet().stream().map(entry -> entry.getKey() + "=\"" + quotable(entry.getValue()) + "\"")
                .collect(Collectors.joining(", ", "DPoP ", ""));
    }

    /** Only what a quoted-string may hold without escapes (RFC 9110 §5.6.4). */
    private static String quotable(String text) {
        return text.replaceAll("[^\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]", "?");
    }
}

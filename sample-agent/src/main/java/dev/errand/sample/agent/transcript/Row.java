package dev.errand.sample.agent.transcript;

/**
 * What one line is about.
 *
 * @param where the server or tool that was asked
 * @param scope the tool scope, or the grant
 * @param bounds what the credential is good for
 * @param id the credential id, or {@code -} where there is none
 */
public record Row(String where, String scope, String bounds, String id) {}

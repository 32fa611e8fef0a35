package dev.errand.authz.grant.code;

import dev.errand.authz.run.RunTerms;

/**
 * An authorization request that its user consented to: what a code stands for.
 *
 * @param clientId the client that the code is for
 * @param jkt thumbprint of the key that the code is bound to
 * @param redirectUri the redirect URI that the code is sent to
 * @param codeChallenge the PKCE challenge, S256
 * @param sid the session that the user consented in
 * @param subject the user
 * @param consentId the recorded consent
 * @param terms what was consented to
 */
public record ConsentedRequest(String clientId, String jkt, String redirectUri, String codeChallenge, String sid,
        String subject, String consentId, RunTerms terms) {}

package dev.errand.authz.token;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.AdministrationPermit;
import dev.errand.authz.decision.CredentialPermit;
import dev.errand.authz.decision.Decision.Permit;
import dev.errand.authz.decision.RunPermit;
import dev.errand.authz.decision.RunTokenPermit;
import dev.errand.authz.grant.refresh.RefreshTokens;
import dev.errand.authz.mint.Mint;
import dev.errand.authz.mint.Minted;
import dev.errand.authz.run.GrantedRun;
import dev.errand.authz.run.Run;

/** Successful answers: RFC 6749 §5.1 for a run token, RFC 8693 §2.2.1 for a credential, RFC 9396 §7 for both. */
@Component
final class Answers {

    private final RefreshTokens refreshTokens;

    Answers(RefreshTokens refreshTokens) {
        this.refreshTokens = refreshTokens;
    }

    /** The answer; a run token brings the run's next refresh token, issued in the same transaction. */
    IssuanceOutcome.Answer of(RunPermit permit, Minted minted, Run run) {
        Map<String, Object> members = common(permit, minted);
        switch (permit) {
            case RunTokenPermit runToken -> {
                members.put("refresh_token", refreshTokens.issue(run));
                members.put("run_id", run.runId());
                members.put("authorization_details", List.of(GrantedRun.of(run)));
            }
            case CredentialPermit credential -> {
                members.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
                members.put("scope", Mint.scope(credential));
                members.put("authorization_details", Mint.details(credential));
            }
        }
        return new IssuanceOutcome.Answer(members);
    }

    /** The answer to an administrative client: no refresh token, it can authenticate again. */
    IssuanceOutcome.Answer of(AdministrationPermit permit, Minted minted) {
        return new IssuanceOutcome.Answer(common(permit, minted));
    }

    private static Map<String, Object> common(Permit permit, Minted minted) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", minted.token());
        members.put("token_type", "DPoP");
        members.put("expires_in", Duration.between(permit.issuedAt(), permit.expiresAt()).toSeconds());
        return members;
    }
}

package dev.errand.authz.token;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.decision.AdministrationPermit;
import dev.errand.authz.decision.ChildRunPermit;
import dev.errand.authz.decision.CredentialPermit;
import dev.errand.authz.decision.Decision.Permit;
import dev.errand.authz.decision.RunPermit;
import dev.errand.authz.decision.RunTokenPermit;
import dev.errand.authz.grant.refresh.RefreshRepeats;
import dev.errand.authz.grant.refresh.RefreshTokens;
import dev.errand.authz.mint.Mint;
import dev.errand.authz.mint.Minted;
import dev.errand.authz.run.GrantedRun;
import dev.errand.authz.run.Run;

/** Successful answers: RFC 6749 §5.1 for a run token, RFC 8693 §2.2.1 for a credential, RFC 9396 §7 for both. */
@Component
final class Answers {

    private final RefreshTokens refreshTokens;
    private final RefreshRepeats repeats;
    private final JsonMapper json;

    Answers(RefreshTokens refreshTokens, RefreshRepeats repeats, JsonMapper json) {
        this.refreshTokens = refreshTokens;
        this.repeats = repeats;
        this.json = json;
    }

    /** The answer, with all that is written down of it in the same transaction. */
    IssuanceOutcome.Answer of(RunPermit permit, Minted minted, Run run, Attempt attempt) {
        Map<String, Object> members = common(permit, minted);
        return switch (permit) {
            case RunTokenPermit runToken -> {
                members.putAll(ofRun(run));
                yield kept(answer(members), runToken, run, attempt);
            }
            case ChildRunPermit child -> {
                members.put("issued_token_type", "urn:errand:token-type:run");
                members.putAll(ofRun(run));
                yield answer(members);
            }
            case CredentialPermit permitted -> {
                members.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
                members.put("scope", Mint.scope(permitted.credential()));
                members.put("authorization_details", Mint.details(permitted.credential()));
                yield answer(members);
            }
        };
    }

    /** What every run token brings along, the run's next refresh token among it. */
    private Map<String, Object> ofRun(Run run) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("refresh_token", refreshTokens.issue(run));
        members.put("run_id", run.runId());
        members.put("authorization_details", List.of(GrantedRun.of(run)));
        return members;
    }

    /** The answer to a refresh is kept, lest it gets lost. */
    private IssuanceOutcome.Answer kept(IssuanceOutcome.Answer answer, RunTokenPermit permit, Run run, Attempt attempt) {
        attempt.refreshToken().ifPresent(
                consumed -> repeats.keep(run.runId(), consumed, permit.terms().tokenId(), answer.body()));
        return answer;
    }

    /** The answer to an administrative client: no refresh token, it can authenticate again. */
    IssuanceOutcome.Answer of(AdministrationPermit permit, Minted minted) {
        return answer(common(permit, minted));
    }

    private IssuanceOutcome.Answer answer(Map<String, Object> members) {
        return new IssuanceOutcome.Answer(json.writeValueAsString(members));
    }

    private static Map<String, Object> common(Permit permit, Minted minted) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", minted.token());
        members.put("token_type", "DPoP");
        members.put("expires_in", Duration.between(permit.issuedAt(), permit.expiresAt()).toSeconds());
        return members;
    }
}

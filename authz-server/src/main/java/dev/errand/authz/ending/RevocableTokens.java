package dev.errand.authz.ending;

import java.text.ParseException;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.RunLocator;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.refresh.RefreshTokens;
import dev.errand.authz.keys.OwnToken;
import dev.errand.authz.keys.OwnTokens;

/** The tokens that can be given back: refresh tokens, and run tokens that are still good. */
@Component
final class RevocableTokens implements RunLocator {

    private final RefreshTokens refreshTokens;
    private final OwnTokens ownTokens;

    RevocableTokens(RefreshTokens refreshTokens, OwnTokens ownTokens) {
        this.refreshTokens = refreshTokens;
        this.ownTokens = ownTokens;
    }

    /** A token of a run; {@code consumed} is a refresh token's. */
    record Found(String runId, boolean consumed) {}

    /** Without a token no run can be told, and the caller has to say itself who it is. */
    @Override
    public boolean reads(String endpoint, EndpointForm form) {
        return "/oauth2/revoke".equals(endpoint) && form.value("token").isPresent();
    }

    @Override
    public Secret weigh(EndpointForm form) {
        return form.value("token").flatMap(this::find).map(found -> found.consumed() ? Secret.SPENT : Secret.GENUINE)
                .orElse(Secret.FORGED);
    }

    @Override
    public Optional<String> locate(EndpointForm form) {
        return form.value("token").flatMap(this::find).map(Found::runId);
    }

    Optional<Found> find(String token) {
        return refreshTokens.find(token).map(row -> new Found(row.runId(), !row.live()))
                .or(() -> runToken(token));
    }

    private Optional<Found> runToken(String token) {
        return ownTokens.verify(token) instanceof OwnToken.Valid valid ? runId(valid.claims()) : Optional.empty();
    }

    private static Optional<Found> runId(JWTClaimsSet claims) {
        try {
            return "run".equals(claims.getStringClaim("token_use"))
                    ? Optional.ofNullable(claims.getStringClaim("run_id")).map(run -> new Found(run, false))
                    : Optional.empty();
        } catch (ParseException ex) {
            return Optional.empty();
        }
    }
}

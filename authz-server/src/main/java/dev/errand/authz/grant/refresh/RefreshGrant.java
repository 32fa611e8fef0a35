package dev.errand.authz.grant.refresh;

import java.time.InstantSource;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.client.RunLocator;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.Grant;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.grant.NarrowingParameters;
import dev.errand.authz.grant.Presentation;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.run.Runs;

/**
 * Continues a run by its refresh token (RFC 6749 §6, RFC 9700 §4.14). A consumed token ends the run, whoever presents
 * it; a live one is refused to any key but the run's and stays live.
 */
@Component
final class RefreshGrant implements Grant, RunLocator {

    private static final String TYPE = "refresh_token";

    private final RefreshTokens tokens;
    private final Runs runs;
    private final InstantSource clock;

    RefreshGrant(RefreshTokens tokens, Runs runs, InstantSource clock) {
        this.tokens = tokens;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean reads(String endpoint, EndpointForm form) {
        return "/oauth2/token".equals(endpoint) && form.value("grant_type").filter(TYPE::equals).isPresent();
    }

    @Override
    public Optional<String> locate(EndpointForm form) {
        return form.value("refresh_token").flatMap(tokens::find).map(RefreshTokens.Row::runId);
    }

    @Override
    public Secret weigh(EndpointForm form) {
        return form.value("refresh_token").flatMap(tokens::find)
                .map(row -> row.live() ? Secret.GENUINE : Secret.SPENT).orElse(Secret.FORGED);
    }

    @Override
    public Presentation present(GrantRequest request) {
        Optional<GrantRefusal> narrowing = NarrowingParameters.refusal(request.form());
        if (narrowing.isPresent()) {
            return Presentation.refused(narrowing.get());
        }
        Optional<String> token = request.form().value("refresh_token");
        if (token.isEmpty()) {
            return Presentation.refused(GrantRefusal.of(Kind.REQUEST, "parameter_missing", "refresh_token"));
        }
        return tokens.find(token.get()).map(this::judge)
                .orElseGet(() -> Presentation.refused(GrantRefusal.of(Kind.GRANT, "refresh_unknown", null)));
    }

    private Presentation judge(RefreshTokens.Row row) {
        if (!row.live()) {
            return Presentation.refused(reused(row.runId()));
        }
        if (!clock.instant().isBefore(row.idleEnd())) {
            return Presentation.refused(GrantRefusal.of(Kind.GRANT, "refresh_expired", null));
        }
        return new Presentation.Accepted(
                new Presented.Continuation(row.hash(), row.clientId(), row.jkt(), row.runId()));
    }

    @Override
    public Optional<GrantRefusal> consume(Presented presented, String runId) {
        String hash = ((Presented.Continuation) presented).handle();
        return tokens.consume(hash) ? Optional.empty() : Optional.of(reused(runId));
    }

    private GrantRefusal reused(String runId) {
        runs.revoke(runId, "refresh reuse", "refresh_reused");
        return GrantRefusal.alarm(Kind.GRANT, "refresh_reused", runId);
    }
}

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
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.run.Ground;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.Standing;

/**
 * Continues a run by its refresh token (RFC 6749 §6, RFC 9700 §4.14). A consumed token ends the run, whoever presents
 * it, unless its own holder asks for the answer again that got lost ({@link RefreshRepeats}); a live one is refused to any
 * key but the run's and stays live.
 */
@Component
final class RefreshGrant implements Grant, RunLocator {

    private static final String TYPE = "refresh_token";

    private final RefreshTokens tokens;
    private final RefreshRepeats repeats;
    private final Runs runs;
    private final Ground ground;
    private final Ledger ledger;
    private final InstantSource clock;

    RefreshGrant(RefreshTokens tokens, RefreshRepeats repeats, Runs runs, Ground ground, Ledger ledger,
            InstantSource clock) {
        this.tokens = tokens;
        this.repeats = repeats;
        this.runs = runs;
        this.ground = ground;
        this.ledger = ledger;
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
        return locked(token.get()).map(run -> present(token.get(), run, request))
                .orElseGet(() -> Presentation.refused(GrantRefusal.of(Kind.GRANT, "refresh_unknown", null)));
    }

    /** The lock comes first: of many who come with one token, each but the first finds it consumed. */
    private Optional<Run> locked(String token) {
        return tokens.find(token).flatMap(row -> runs.lock(row.runId()));
    }

    private Presentation present(String token, Run run, GrantRequest request) {
        RefreshTokens.Row row = tokens.find(token).orElseThrow();
        if (!row.live()) {
            return repeated(token, run, request).orElseGet(() -> Presentation.refused(reused(run.runId())));
        }
        if (!clock.instant().isBefore(row.idleEnd())) {
            return Presentation.refused(GrantRefusal.of(Kind.GRANT, "refresh_expired", null));
        }
        return new Presentation.Accepted(
                new Presented.Continuation(row.hash(), row.clientId(), row.jkt(), row.runId()));
    }

    /** What this caller was answered already, if it is the one who consumed the token and all holds as it did then. */
    private Optional<Presentation> repeated(String token, Run run, GrantRequest request) {
        boolean same = run.clientId().equals(request.agent().clientId()) && run.jkt().equals(request.proof().jkt());
        if (!same || !(ground.of(run) instanceof Standing.Holds)) {
            return Optional.empty();
        }
        Optional<String> answer = repeats.find(run.runId(), token);
        answer.ifPresent(_ -> ledger.event(new EventEntry(clock.instant(), "refresh_repeated", run.runId(), run.sid(),
                run.subject(), run.clientId(), "the answer to the last refresh was asked for again", false)));
        return answer.map(Presentation.Repeated::new);
    }

    @Override
    public Optional<GrantRefusal> consume(Presented presented, String runId) {
        String hash = ((Presented.Continuation) presented).handle();
        return tokens.consume(hash) ? Optional.empty() : Optional.of(reused(runId));
    }

    private GrantRefusal reused(String runId) {
        runs.reused(runId, RunEnding.REFRESH_REUSED);
        return GrantRefusal.ofRun(Kind.GRANT, "refresh_reused", runId);
    }
}

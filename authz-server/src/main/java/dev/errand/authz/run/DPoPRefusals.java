package dev.errand.authz.run;

import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.dpop.resourceserver.DPoPRefused;

/**
 * Records whose token or proof was refused at {@code GET /run} and at the administration API, which tokens of this server
 * are for: a row where the token was one that this server signed, a count for everybody else. A nonce challenge refuses
 * nothing, and neither does a store that cannot be asked.
 */
@Component
final class DPoPRefusals {

    private static final String RUN = "/run";
    private static final String ADMINISTRATION = "/admin/api";

    private final Runs runs;
    private final Ledger ledger;
    private final InstantSource clock;

    DPoPRefusals(Runs runs, Ledger ledger, InstantSource clock) {
        this.runs = runs;
        this.ledger = ledger;
        this.clock = clock;
    }

    @EventListener
    void on(DPoPRefused refused) {
        if (refused.error().equals("use_dpop_nonce") || refused.error().equals("temporarily_unavailable")) {
            return;
        }
        Jwt token = refused.token();
        Optional<Run> run = token == null ? Optional.empty() : Optional.ofNullable(claim(token, "run_id")).flatMap(runs::find);
        ledger.refusal(new RefusalEntry(clock.instant(), endpoint(refused), token == null ? null : claim(token, "client_id"),
                run.map(Run::runId).orElse(null), run.map(Run::sid).orElse(null), run.map(Run::subject).orElse(null), null,
                null, run.map(Run::jkt).orElse(null), refused.error(), refused.reason(), null, ""));
    }

    /** Not the path itself, which is the caller's text and of any length. */
    private static String endpoint(DPoPRefused refused) {
        return refused.path().equals(RUN) ? RUN : ADMINISTRATION;
    }

    private static @Nullable String claim(Jwt token, String name) {
        return token.getClaims().get(name) instanceof String text ? text : null;
    }
}

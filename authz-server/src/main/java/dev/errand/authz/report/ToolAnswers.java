package dev.errand.authz.report;

import java.time.InstantSource;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.dpop.nonce.DPoPNonces;

/** The form of what tools are answered, and the ledger's note of what they are refused. */
@Component
final class ToolAnswers {

    private static final String RETRY_SECONDS = "5";

    private final Ledger ledger;
    private final DPoPNonces nonces;
    private final InstantSource clock;

    ToolAnswers(Ledger ledger, DPoPNonces nonces, InstantSource clock) {
        this.ledger = ledger;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** Every answer brings the nonce for the next request (RFC 9449 §8.2). */
    ResponseEntity.BodyBuilder answer(int status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON)
                .header("DPoP-Nonce", nonces.issue()).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    ResponseEntity<Object> refuse(String path, ReportRefusal refusal) {
        if (!refusal.error().equals("use_dpop_nonce")) {
            note(path, refusal, null);
        }
        ResponseEntity.BodyBuilder answer = answer(refusal.status());
        if (refusal.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "DPoP error=\"%s\", error_description=\"%s\", algs=\"ES256\""
                    .formatted(refusal.error(), refusal.description()));
        }
        return answer.body(Map.of("error", refusal.error(), "error_description", refusal.description(), "reason",
                refusal.reason()));
    }

    void note(String path, ReportRefusal refusal, @Nullable String member) {
        ledger.refusal(new RefusalEntry(clock.instant(), path, null, null, null, null, refusal.tool(), null, null,
                refusal.error(), refusal.reason(), member, ""));
    }

    ResponseEntity<Object> unavailable() {
        return answer(503).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(Map.of("error", "temporarily_unavailable", "reason", "store_unavailable"));
    }
}

package dev.errand.authz.tool;

import java.time.InstantSource;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

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
public final class ToolAnswers {

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
    public ResponseEntity.BodyBuilder answer(int status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON)
                .header("DPoP-Nonce", nonces.issue()).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The head of an answer that is written bit by bit. */
    public void head(HttpServletResponse response) {
        response.setHeader("DPoP-Nonce", nonces.issue());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Refuses a request to this path, and notes it unless the tool is only asked for a nonce. */
    public ResponseEntity<Object> refuse(String path, ToolRefusal refusal) {
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

    /** Notes what was wrong with a part of a request that is answered all the same. */
    public void note(String path, ToolRefusal refusal, @Nullable String member) {
        ledger.refusal(new RefusalEntry(clock.instant(), path, null, null, null, null, refusal.tool(), null, null,
                refusal.error(), refusal.reason(), member, ""));
    }

    /** The store cannot be asked: come again. */
    public ResponseEntity<Object> unavailable() {
        return answer(503).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(Map.of("error", "temporarily_unavailable", "reason", "store_unavailable"));
    }
}

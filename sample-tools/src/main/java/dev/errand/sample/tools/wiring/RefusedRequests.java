package dev.errand.sample.tools.wiring;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import dev.errand.dpop.resourceserver.DPoPRefused;
import dev.errand.toolscope.autoconfigure.ToolProperties;
import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.CallSubject;
import dev.errand.toolscope.report.RefusedCall;

/**
 * Passes what dpop-support refuses on to the ledger. Callers who showed no token that the issuer signed are counted, not
 * written down: anyone could fill the outbox with them.
 */
@Component
final class RefusedRequests {

    private final CallRecorder recorder;
    private final ToolProperties tool;
    private final MeterRegistry meters;

    RefusedRequests(CallRecorder recorder, ToolProperties tool, MeterRegistry meters) {
        this.recorder = recorder;
        this.tool = tool;
        this.meters = meters;
    }

    @EventListener
    void on(DPoPRefused refused) {
        if (refused.error().equals("use_dpop_nonce") || refused.error().equals("temporarily_unavailable")) {
            return; // a step of the protocol, and a tool that cannot decide: neither refuses the call
        }
        Jwt token = refused.token();
        if (token == null) {
            meters.counter("errand.tool.refused.unidentified", "reason", refused.reason()).increment();
        } else {
            recorder.refused(new RefusedCall(subject(token), refused.reason()));
        }
    }

    /** A tool reports only credentials that were made for it. */
    private CallSubject subject(Jwt token) {
        boolean ours = List.of(tool.resource()).equals(token.getAudience())
                && tool.issuer().equals(token.getClaimAsString("iss"));
        return ours
                ? new CallSubject(token.getId(), token.getClaimAsString("run_id"), null, null, null, null)
                : CallSubject.UNIDENTIFIED;
    }
}

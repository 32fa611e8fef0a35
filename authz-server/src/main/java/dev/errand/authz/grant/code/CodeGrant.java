package dev.errand.authz.grant.code;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AuthenticatedAgent.Means;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.Grant;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.grant.NarrowingParameters;
import dev.errand.authz.grant.Presentation;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.secret.Secrets;

/**
 * Redeems an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.6, RFC 9449 §10). A code presented by anybody but its
 * client, key and verifier is burnt; a second redemption ends the run that the first one opened (RFC 6749 §4.1.2).
 */
@Component
final class CodeGrant implements Grant {

    private final Codes codes;
    private final Runs runs;
    private final InstantSource clock;

    CodeGrant(Codes codes, Runs runs, InstantSource clock) {
        this.codes = codes;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "authorization_code";
    }

    @Override
    public Presentation present(GrantRequest request) {
        if (request.agent().means() == Means.RUN_KEY) {
            throw new IllegalStateException("a code names no run, so no run's key can authenticate its client");
        }
        EndpointForm form = request.form();
        Optional<GrantRefusal> malformed = NarrowingParameters.refusal(form).or(() -> malformed(form));
        if (malformed.isPresent()) {
            return Presentation.refused(malformed.get());
        }
        return codes.find(Secrets.hash(form.value("code").orElseThrow())).map(row -> judge(row, request))
                .orElseGet(() -> Presentation.refused(GrantRefusal.of(Kind.GRANT, "code_unknown", "code")));
    }

    private static Optional<GrantRefusal> malformed(EndpointForm form) {
        return Stream.of("code", "code_verifier", "redirect_uri").filter(name -> form.value(name).isEmpty()).findFirst()
                .map(name -> GrantRefusal.of(Kind.REQUEST, "parameter_missing", name))
                .or(() -> form.value("code_verifier").filter(verifier -> !Pkce.isVerifier(verifier))
                        .map(_ -> GrantRefusal.of(Kind.REQUEST, "code_verifier_malformed", "code_verifier")));
    }

    private Presentation judge(Codes.Row row, GrantRequest request) {
        if (!"live".equals(row.state())) {
            return Presentation.refused(reused(row));
        }
        if (!clock.instant().isBefore(row.expiresAt())) {
            return Presentation.refused(GrantRefusal.of(Kind.GRANT, "code_expired", "code"));
        }
        String mismatch = mismatch(row.request(), request);
        if (mismatch != null) {
            codes.burn(row.hash());
            return Presentation.refused(GrantRefusal.of(Kind.GRANT, mismatch, null));
        }
        ConsentedRequest consented = row.request();
        return new Presentation.Accepted(new Presented.Consent(row.hash(), consented.clientId(), consented.jkt(),
                consented.sid(), consented.subject(), consented.consentId(), consented.terms(), row.issuedAt()));
    }

    private static @Nullable String mismatch(ConsentedRequest consented, GrantRequest request) {
        if (!consented.clientId().equals(request.agent().clientId())) {
            return "client_mismatch";
        }
        if (!consented.jkt().equals(request.proof().jkt())) {
            return "proof_key_mismatch";
        }
        if (!consented.redirectUri().equals(request.form().value("redirect_uri").orElseThrow())) {
            return "redirect_uri_mismatch";
        }
        String verifier = request.form().value("code_verifier").orElseThrow();
        return Pkce.matches(verifier, consented.codeChallenge()) ? null : "pkce_mismatch";
    }

    @Override
    public Optional<GrantRefusal> consume(Presented presented, String runId) {
        String hash = ((Presented.Consent) presented).handle();
        if (codes.consume(hash, runId)) {
            return Optional.empty();
        }
        return Optional.of(reused(codes.find(hash).orElseThrow()));
    }

    private GrantRefusal reused(Codes.Row row) {
        if (row.runId() == null) {
            return GrantRefusal.of(Kind.GRANT, "code_unusable", "code");
        }
        runs.reused(row.runId(), RunEnding.CODE_REUSED);
        return GrantRefusal.ofRun(Kind.GRANT, "code_reused", row.runId());
    }
}

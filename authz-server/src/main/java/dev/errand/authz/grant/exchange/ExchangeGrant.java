package dev.errand.authz.grant.exchange;

import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.RunLocator;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.Grant;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.grant.Presentation;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.keys.CompactJwt;
import dev.errand.authz.keys.OwnToken;
import dev.errand.authz.keys.OwnTokens;

/**
 * Token exchange (RFC 8693 §2.1): a run token as the subject token, presented for one credential, or for a run of its
 * own out of the subject's. A credential is never a subject token.
 */
@Component
final class ExchangeGrant implements Grant, RunLocator {

    private static final String TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String ENDPOINT = "/oauth2/token";
    private static final int MAX_TOKEN_LENGTH = 8 * 1024;
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final OwnTokens tokens;
    private final ChildRunRequests children;
    private final ActorTokenUses actorTokens;

    ExchangeGrant(OwnTokens tokens, ChildRunRequests children, ActorTokenUses actorTokens) {
        this.tokens = tokens;
        this.children = children;
        this.actorTokens = actorTokens;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean reads(String endpoint, EndpointForm form) {
        return ENDPOINT.equals(endpoint) && form.value("grant_type").filter(TYPE::equals).isPresent();
    }

    /** The claim is not believed here: it only tells which run's key the proof has to be by. */
    @Override
    public Optional<String> locate(EndpointForm form) {
        return form.value("subject_token").flatMap(token -> CompactJwt.parse(token, MAX_TOKEN_LENGTH))
                .flatMap(ExchangeGrant::runId);
    }

    private static Optional<String> runId(SignedJWT token) {
        try {
            return Optional.ofNullable(token.getJWTClaimsSet().getStringClaim("run_id"))
                    .filter(id -> RUN_ID.matcher(id).matches());
        } catch (ParseException ex) {
            return Optional.empty();
        }
    }

    /** A credential names its run too, and is rightly in the hands of the tool that it was shown to: no secret of the run's. */
    @Override
    public Secret weigh(EndpointForm form) {
        return form.value("subject_token").filter(this::isRunToken).isPresent() ? Secret.GENUINE : Secret.FORGED;
    }

    private boolean isRunToken(String token) {
        return tokens.verify(token) instanceof OwnToken.Valid valid && RunTokenClaims.of(valid.claims()).isPresent();
    }

    @Override
    public Presentation present(GrantRequest request) {
        EndpointForm form = request.form();
        Optional<String> subjectToken = form.value("subject_token");
        if (subjectToken.isEmpty()) {
            return refused(Kind.REQUEST, "parameter_missing", "subject_token");
        }
        if (!form.value("subject_token_type").filter(ACCESS_TOKEN::equals).isPresent()) {
            return refused(Kind.REQUEST, "token_type_unsupported", "subject_token_type");
        }
        boolean child = asksForRun(form);
        if (!child && !form.value("requested_token_type").map(ACCESS_TOKEN::equals).orElse(true)) {
            return refused(Kind.REQUEST, "token_type_unsupported", "requested_token_type");
        }
        Optional<String> actor = Stream.of("actor_token", "actor_token_type").filter(form::has).findFirst();
        if (!child && actor.isPresent()) {
            return refused(Kind.REQUEST, "actor_token_not_allowed", actor.get());
        }
        return switch (tokens.verify(subjectToken.get())) {
            case OwnToken.Invalid invalid -> refused(Kind.SUBJECT_TOKEN, invalid.reason(), "subject_token");
            case OwnToken.Valid valid -> subject(valid.claims(), form);
        };
    }

    private static boolean asksForRun(EndpointForm form) {
        return form.value("requested_token_type").filter(ChildRunRequests.TYPE::equals).isPresent();
    }

    private Presentation subject(JWTClaimsSet claims, EndpointForm form) {
        Optional<RunTokenClaims> runToken = RunTokenClaims.of(claims);
        if (runToken.isEmpty()) {
            return refused(Kind.SUBJECT_TOKEN, "token_not_a_run_token", "subject_token");
        }
        RunTokenClaims subject = runToken.get();
        if (asksForRun(form)) {
            return children.read(subject, form);
        }
        return switch (CredentialRequests.read(form)) {
            case CredentialRequests.Asked asked -> accepted(subject, asked.request());
            case CredentialRequests.Unreadable unreadable -> Presentation.refused(unreadable.refusal());
        };
    }

    private static Presentation accepted(RunTokenClaims subject, CredentialRequest asked) {
        return new Presentation.Accepted(
                new Presented.RunToken(subject.tokenId(), subject.clientId(), subject.jkt(), subject.runId(), asked));
    }

    /** A run token may be presented again while it lives; what is good once is the actor token, if there is one. */
    @Override
    public Optional<GrantRefusal> consume(Presented presented, String runId) {
        return presented instanceof Presented.ChildRun child && !actorTokens.take(child.actor(), runId)
                ? Optional.of(GrantRefusal.of(Kind.REQUEST, "actor_token_replayed", "actor_token"))
                : Optional.empty();
    }

    private static Presentation refused(Kind kind, String reason, String parameter) {
        return Presentation.refused(GrantRefusal.of(kind, reason, parameter));
    }
}

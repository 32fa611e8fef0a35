package dev.errand.authz.grant.exchange;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.ActorToken;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.grant.Presentation;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.run.AgentRunReader;
import dev.errand.authz.run.AgentRunRequest;
import dev.errand.toolscope.json.Parsed;

/**
 * Reads what is asked for in exchange for a run token where that is a run of its own: {@code resource} this server, one
 * {@code agent_run} element in the details, and the actor token of whoever will hold the child's key.
 */
@Component
final class ChildRunRequests {

    /** The {@code requested_token_type} that asks for one. */
    static final String TYPE = "urn:errand:token-type:run";

    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    private final ActorTokens actorTokens;
    private final Issuer issuer;

    ChildRunRequests(ActorTokens actorTokens, Issuer issuer) {
        this.actorTokens = actorTokens;
        this.issuer = issuer;
    }

    Presentation read(RunTokenClaims parent, EndpointForm form) {
        return malformed(form).map(Presentation::refused).orElseGet(() -> actor(parent, form));
    }

    private Optional<GrantRefusal> malformed(EndpointForm form) {
        return Stream.of("actor_token", "actor_token_type").filter(name -> form.value(name).isEmpty()).findFirst()
                .map(name -> GrantRefusal.of(Kind.REQUEST, "parameter_missing", name))
                .or(() -> refuseIf(!form.value("actor_token_type").filter(JWT::equals).isPresent(), Kind.REQUEST,
                        "token_type_unsupported", "actor_token_type"))
                .or(() -> target(form))
                .or(() -> refuseIf(form.has("scope"), Kind.REQUEST, "parameter_not_allowed", "scope"));
    }

    private Optional<GrantRefusal> target(EndpointForm form) {
        List<String> here = List.of(issuer.value());
        return refuseIf(form.value("resource").isEmpty(), Kind.TARGET, "resource_missing", "resource")
                .or(() -> refuseIf(form.values("resource").size() != 1, Kind.TARGET, "resource_repeated", "resource"))
                .or(() -> refuseIf(!form.values("resource").equals(here), Kind.TARGET, "resource_not_this_server", "resource"))
                .or(() -> refuseIf(form.has("audience") && !form.values("audience").equals(here), Kind.TARGET,
                        "audience_not_the_resource", "audience"));
    }

    private static Optional<GrantRefusal> refuseIf(boolean bad, Kind kind, String reason, String parameter) {
        return bad ? Optional.of(GrantRefusal.of(kind, reason, parameter)) : Optional.empty();
    }

    private Presentation actor(RunTokenClaims parent, EndpointForm form) {
        String token = form.value("actor_token").orElseThrow();
        return switch (actorTokens.verify(token, parent.runId(), parent.clientId())) {
            case ActorTokens.Bad(String reason) ->
                Presentation.refused(GrantRefusal.of(Kind.REQUEST, reason, "actor_token"));
            case ActorTokens.Good(ActorToken actor) -> details(parent, actor, form);
        };
    }

    private static Presentation details(RunTokenClaims parent, ActorToken actor, EndpointForm form) {
        return switch (AgentRunReader.read(form.value("authorization_details").orElse(""))) {
            case Parsed.Malformed<AgentRunRequest> details -> Presentation.refused(GrantRefusal.of(Kind.DETAILS,
                    "details_malformed", details.member().isEmpty() ? "authorization_details" : details.member()));
            case Parsed.Value<AgentRunRequest>(AgentRunRequest asked) -> new Presentation.Accepted(
                    new Presented.ChildRun(parent.tokenId(), parent.clientId(), parent.jkt(), parent.runId(), actor, asked));
        };
    }
}

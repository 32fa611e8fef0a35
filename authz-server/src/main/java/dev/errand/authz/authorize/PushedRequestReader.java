package dev.errand.authz.authorize;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.code.Pkce;
import dev.errand.authz.proof.EndpointProofs;
import dev.errand.authz.run.AgentRunReader;
import dev.errand.authz.run.AgentRunRequest;
import dev.errand.toolscope.json.Parsed;

/**
 * Reads and checks a pushed authorization request: RFC 9126 §2, RFC 7636 (S256 alone), RFC 9449 §10.1
 * ({@code dpop_jkt}), RFC 9396 (one {@code agent_run}) or else RFC 6749 §3.3 ({@code scope}), RFC 8707.
 */
@Component
final class PushedRequestReader {

    private static final Set<String> PROMPTS = Set.of("none", "consent");

    /** The longest {@code state}; each of its characters may be nine in the address that it goes back in. */
    static final int MAX_STATE = 512;

    private final RunProposals proposals;

    PushedRequestReader(RunProposals proposals) {
        this.proposals = proposals;
    }

    sealed interface Reading {}

    record Valid(PushedRequest request) implements Reading {}

    record Invalid(EndpointError error) implements Reading {}

    Reading read(AgentAuthentication caller) {
        return read(caller.form(), caller.agent().agent(), caller.proof() == null ? null : caller.proof().jkt());
    }

    /**
     * Reads the request of an agent.
     *
     * @param proven the key that the caller proved; null if it proved none
     */
    Reading read(EndpointForm form, Agent agent, @Nullable String proven) {
        Optional<EndpointError> malformed = malformed(form, agent);
        if (malformed.isPresent()) {
            return new Invalid(malformed.get());
        }
        Optional<String> jkt = key(form, proven);
        if (jkt.isEmpty()) {
            return invalid("invalid_dpop_proof", "dpop_jkt_mismatch", "dpop_jkt");
        }
        return form.value("scope").map(scope -> plain(scope, form, agent, jkt.get()))
                .orElseGet(() -> details(form, agent, jkt.get()));
    }

    private Reading plain(String scope, EndpointForm form, Agent agent, String jkt) {
        return PlainScopes.read(scope)
                .map(asked -> reading(proposals.proposeScopes(asked, agent, form.values("resource")), asked, form, agent, jkt))
                .orElseGet(() -> invalid("invalid_scope", "scope_unknown", "scope"));
    }

    private Reading details(EndpointForm form, Agent agent, String jkt) {
        return switch (AgentRunReader.read(form.value("authorization_details").orElse(""))) {
            case Parsed.Malformed<AgentRunRequest> details -> invalid("invalid_authorization_details",
                    "details_malformed", details.member().isEmpty() ? "authorization_details" : details.member());
            case Parsed.Value<AgentRunRequest>(AgentRunRequest asked) ->
                reading(proposals.propose(asked, agent, form.values("resource")), asked, form, agent, jkt);
        };
    }

    private static Optional<EndpointError> malformed(EndpointForm form, Agent agent) {
        Optional<String> requestObject = Stream.of("request", "request_uri").filter(form::has).findFirst();
        if (requestObject.isPresent()) {
            return refusal("invalid_request", "request_object_not_supported", requestObject.get());
        }
        if (!form.value("response_type").filter("code"::equals).isPresent()) {
            return refusal("unsupported_response_type", "response_type_unsupported", "response_type");
        }
        if (!form.value("response_mode").map("query"::equals).orElse(true)) {
            return refusal("invalid_request", "response_mode_unsupported", "response_mode");
        }
        if (!form.value("redirect_uri").filter(uri -> RedirectUris.isRegistered(uri, agent.redirectUris()))
                .isPresent()) {
            return refusal("invalid_request", "redirect_uri_not_registered", "redirect_uri");
        }
        if (!form.value("code_challenge").filter(Pkce::isChallenge).isPresent()) {
            return refusal("invalid_request", "pkce_required", "code_challenge");
        }
        if (!form.value("code_challenge_method").filter("S256"::equals).isPresent()) {
            return refusal("invalid_request", "pkce_required", "code_challenge_method");
        }
        if (form.value("state").filter(state -> state.length() > MAX_STATE).isPresent()) {
            return refusal("invalid_request", "state_too_long", "state");
        }
        if (!form.value("prompt").map(PROMPTS::contains).orElse(true)) {
            return refusal("invalid_request", "prompt_unsupported", "prompt");
        }
        return form.has("scope") && form.has("authorization_details")
                ? refusal("invalid_scope", "scope_beside_details", "scope")
                : Optional.empty();
    }

    /** The key that the code is bound to: the proof's, the parameter's, or both if they agree. */
    private static Optional<String> key(EndpointForm form, @Nullable String proven) {
        Optional<String> named = form.value("dpop_jkt");
        if (named.isEmpty()) {
            return Optional.ofNullable(proven);
        }
        return named.filter(EndpointProofs::isThumbprint)
                .filter(jkt -> proven == null || proven.equals(jkt));
    }

    private static Reading reading(RunProposals.Proposal proposal, AgentRunRequest asked, EndpointForm form,
            Agent agent, String jkt) {
        return switch (proposal) {
            case RunProposals.Unacceptable unacceptable -> new Invalid(unacceptable.error());
            case RunProposals.Acceptable acceptable -> new Valid(new PushedRequest(agent.clientId(),
                    form.value("redirect_uri").orElseThrow(), form.value("state").orElse(null),
                    form.value("code_challenge").orElseThrow(), jkt, form.value("prompt").orElse(null),
                    acceptable.terms(), asked.lifetime(), false));
        };
    }

    private static Reading invalid(String code, String reason, String parameter) {
        return new Invalid(new EndpointError(code, 400, reason, parameter));
    }

    private static Optional<EndpointError> refusal(String code, String reason, String parameter) {
        return Optional.of(new EndpointError(code, 400, reason, parameter));
    }
}

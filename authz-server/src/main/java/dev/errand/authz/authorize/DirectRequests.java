package dev.errand.authz.authorize;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.endpoint.FormReading;

/**
 * Reads authorization requests that a browser brings and nobody pushed (RFC 6749 §4.1.1): {@code scope} alone, with PKCE
 * and the key in {@code dpop_jkt} (RFC 9449 §10). Who brings it has proved nothing, so that details are not taken.
 */
@Component
final class DirectRequests {

    private final PushedRequestReader reader;
    private final Agents agents;

    DirectRequests(PushedRequestReader reader, Agents agents) {
        this.reader = reader;
        this.agents = agents;
    }

    sealed interface Reading {}

    /** It names no client, or no place to redirect to that is the client's, or has a state too long to be sent there. */
    record Nowhere() implements Reading {}

    /** The client's redirect URI may be told what is wrong. */
    record Faulty(String redirectUri, @Nullable String state, EndpointError error) implements Reading {}

    /** As good as if it had been pushed. */
    record Good(PushedRequest request) implements Reading {}

    Reading read(Map<String, String[]> parameters) {
        return switch (EndpointForm.read(parameters)) {
            case FormReading.Malformed _ -> new Nowhere();
            case FormReading.Read(EndpointForm form) -> read(form);
        };
    }

    private Reading read(EndpointForm form) {
        Optional<Agent> agent = form.value("client_id").flatMap(agents::find).filter(Agent::enabled)
                .filter(found -> !found.administers());
        Optional<String> redirect = form.value("redirect_uri");
        boolean known = agent.isPresent() && redirect.isPresent()
                && RedirectUris.isRegistered(redirect.get(), agent.get().redirectUris());
        boolean answerable = form.value("state").filter(state -> state.length() > PushedRequestReader.MAX_STATE).isEmpty();
        return known && answerable ? read(form, agent.get(), redirect.get()) : new Nowhere();
    }

    private Reading read(EndpointForm form, Agent agent, String redirectUri) {
        @Nullable
        String state = form.value("state").orElse(null);
        if (form.value("authorization_details").isPresent()) {
            return new Faulty(redirectUri, state, EndpointError.invalidRequest("details_not_pushed", "authorization_details"));
        }
        if (form.value("scope").isEmpty()) {
            return new Faulty(redirectUri, state, EndpointError.invalidRequest("parameter_missing", "scope"));
        }
        return switch (reader.read(form, agent, null)) {
            case PushedRequestReader.Valid(PushedRequest request) -> new Good(request);
            case PushedRequestReader.Invalid(EndpointError error) -> new Faulty(redirectUri, state, told(error));
        };
    }

    /** A browser brings no proof, so that none can be invalid. */
    private static EndpointError told(EndpointError error) {
        return "invalid_dpop_proof".equals(error.getErrorCode())
                ? EndpointError.invalidRequest(error.reason(), error.parameter())
                : error;
    }
}

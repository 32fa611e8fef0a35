package dev.errand.toolscope.autoconfigure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

import dev.errand.toolscope.alive.ScopeEffects;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

/**
 * Asks the registry what is registered of this tool, learns from it what its scopes do, and compares it with the
 * annotations.
 */
final class RegisteredScopes {

    private final Function<RegistryDocument, List<String>> drift;
    private final ScopeEffects effects;
    private final RestClient client;
    private final URI uri;

    RegisteredScopes(Function<RegistryDocument, List<String>> drift, ScopeEffects effects, RestClient client, URI uri) {
        this.drift = drift;
        this.effects = effects;
        this.client = client;
        this.uri = uri;
    }

    /** What came of it. */
    sealed interface Comparison {

        /** One sentence for each difference; none if they agree. */
        record Done(List<String> differences) implements Comparison {}

        /**
         * The registry could not be asked.
         *
         * @param later whether it may be different later: nobody answered, or the server has a problem
         */
        record Impossible(String sentence, boolean later) implements Comparison {}
    }

    Comparison compare() {
        try {
            byte[] answer = client.get().uri(uri).retrieve().body(byte[].class);
            return read(answer == null ? "" : new String(answer, StandardCharsets.UTF_8));
        } catch (RestClientResponseException e) {
            return impossible("answers " + e.getStatusCode().value(), e.getStatusCode().is5xxServerError());
        } catch (RestClientException e) {
            return impossible("does not answer", true);
        }
    }

    private Comparison read(String yaml) {
        if (!(RegistryYaml.read(yaml) instanceof Parsed.Value<RegistryDocument>(RegistryDocument registered))) {
            return impossible("answers something that is no registry document", false);
        }
        effects.learn(registered);
        return new Comparison.Done(drift.apply(registered));
    }

    private Comparison impossible(String why, boolean later) {
        return new Comparison.Impossible(
                "The annotations of this tool cannot be compared with the registry: " + uri + " " + why + ".", later);
    }
}

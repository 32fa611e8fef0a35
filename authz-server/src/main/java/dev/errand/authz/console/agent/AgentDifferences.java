package dev.errand.authz.console.agent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.console.Difference;
import dev.errand.dpop.JwkThumbprint;

/** What a change of a registration makes different. */
final class AgentDifferences {

    private AgentDifferences() {}

    static List<Difference> between(Agent before, Agent after) {
        return Stream.of(Difference.of("agents.name", before.name(), after.name()),
                Difference.of("agents.method", before.method().word(), after.method().word()),
                Difference.of("agents.keys", keys(before), keys(after)),
                Difference.of("agents.redirect-uris", before.redirectUris(), after.redirectUris()),
                Difference.of("agents.scopes", before.allowedScopes(), after.allowedScopes()),
                Difference.of("agents.roles", roles(before), roles(after)))
                .flatMap(Optional::stream).toList();
    }

    private static List<String> keys(Agent agent) {
        return agent.jwks().getKeys().stream().map(AgentDifferences::named).toList();
    }

    private static String named(JWK key) {
        return key.getKeyID() == null ? JwkThumbprint.of(key) : key.getKeyID() + " (" + JwkThumbprint.of(key) + ")";
    }

    private static List<String> roles(Agent agent) {
        return agent.roles().stream().map(ClientRole::word).toList();
    }
}

package dev.errand.authz.console.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.nimbusds.jose.jwk.JWK;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.agent.AgentJson;
import dev.errand.authz.admin.agent.PublicKeys;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.console.FormFields;
import dev.errand.dpop.JwkThumbprint;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictObject;

/**
 * A registration as a form has it, texts as they were typed.
 *
 * @param clientId only typed when it is registered
 * @param jwks keys to add, as JSON
 * @param keep the thumbprints of the keys that stay
 * @param redirectUris one a line
 * @param scopes the scopes that are ticked
 * @param roles what it administers as, if it does
 * @param find what is looked for among the scopes
 * @param tag the state that the change is made for; empty for a new one
 */
record AgentForm(String clientId, String name, String method, String jwks, List<String> keep, String redirectUris,
        List<String> scopes, List<String> roles, String find, String tag) {

    /** The most ticked scopes that a form can send, below the bound on a request's parameters. */
    static final int MAX_SCOPES = 90;

    AgentForm {
        keep = List.copyOf(keep);
        scopes = List.copyOf(new TreeSet<>(scopes));
        roles = List.copyOf(roles);
    }

    /** For a registration that is not there yet. */
    static AgentForm empty() {
        return new AgentForm("", "", ClientMethod.PRIVATE_KEY_JWT.word(), "", List.of(), "", List.of(), List.of(), "", "");
    }

    static AgentForm of(Agent agent, String tag) {
        return new AgentForm(agent.clientId(), agent.name(), agent.method().word(), "",
                agent.jwks().getKeys().stream().map(JwkThumbprint::of).toList(),
                String.join("\n", agent.redirectUris()), List.copyOf(agent.allowedScopes()),
                agent.roles().stream().map(ClientRole::word).toList(), "", tag);
    }

    /** The same with one scope more ticked. */
    AgentForm ticking(String scope) {
        List<String> more = new ArrayList<>(scopes);
        if (!more.contains(scope)) {
            more.add(scope);
        }
        return new AgentForm(clientId, name, method, jwks, keep, redirectUris, more, roles, find, tag);
    }

    /** The same with this scope no longer ticked, but shown. */
    AgentForm unticking(String scope) {
        return new AgentForm(clientId, name, method, jwks, keep, redirectUris,
                scopes.stream().filter(one -> !one.equals(scope)).toList(), roles, scope, tag);
    }

    /** @param clientId of the client that the form is about, whatever it says itself */
    static AgentForm read(FormFields fields, String clientId) {
        return new AgentForm(clientId, fields.text("name"), fields.text("method"), fields.text("jwks"),
                fields.ticked("keep"), fields.text("redirect_uris"), fields.ticked("scope"), fields.ticked("role"),
                fields.text("find"), fields.text("tag"));
    }

    /** The form to show again: without keys that may be private ones. */
    AgentForm toShow() {
        return PublicKeys.mayBePrivate(jwks)
                ? new AgentForm(clientId, name, method, "", keep, redirectUris, scopes, roles, find, tag)
                : this;
    }

    /** What the form asks for, by the rules of the API. */
    Parsed<Agent> agent(List<JWK> keys, boolean enabled) {
        Parsed<JsonNode> added = jwks.isEmpty() ? new Parsed.Value<>(noKeys()) : PublicKeys.pasted(jwks);
        return added.then(set -> StrictObject.read(body(set, keys, enabled), "",
                body -> AgentJson.read(body, clientId, Precondition.unchanged(tag))));
    }

    private static ObjectNode noKeys() {
        ObjectNode none = JsonMapper.shared().createObjectNode();
        none.putArray("keys");
        return none;
    }

    private JsonNode body(JsonNode added, List<JWK> keys, boolean enabled) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("method", method);
        members.put("redirect_uris", redirectUris.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
        members.put("allowed_scopes", scopes);
        members.put("roles", roles);
        members.put("enabled", enabled);
        ObjectNode body = JsonMapper.shared().valueToTree(members);
        body.set("jwks", withKept(added, keys));
        return body;
    }

    private JsonNode withKept(JsonNode added, List<JWK> keys) {
        if (!added.path("keys").isArray() || added.size() != 1) {
            return added;
        }
        List<JsonNode> all = new ArrayList<>();
        keys.stream().filter(key -> keep.contains(JwkThumbprint.of(key)))
                .forEach(key -> all.add(JsonMapper.shared().valueToTree(key.toJSONObject())));
        added.get("keys").forEach(all::add);
        ArrayNode array = JsonMapper.shared().createArrayNode().addAll(all);
        return JsonMapper.shared().createObjectNode().set("keys", array);
    }
}

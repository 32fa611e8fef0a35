package dev.errand.authz.admin.agent;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.agent.ClientRole;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.StrictObject;

/** A registration in its JSON form: what is wrong with one that is sent names the member. */
public final class AgentJson {

    /** The most redirect URIs of a client. */
    public static final int MAX_REDIRECT_URIS = 100;

    /** The most scopes of a client. */
    public static final int MAX_SCOPES = 1000;

    private static final int MAX_NAME = 255;
    private static final int MAX_URI = 2000;

    private AgentJson() {}

    /**
     * The registration that the body asks for. What is only ever answered may be sent back, and is not looked at.
     *
     * @param seen what the registration has to be now, or that there is none
     * @throws InvalidValue for what is wrong
     */
    public static Agent read(StrictObject body, String clientId, Precondition seen) {
        Set.of("href", "changed_at", "changed_by").forEach(body::optionalNode);
        if (!body.optionalText("client_id").orElse(clientId).equals(clientId)) {
            throw new InvalidValue("client_id", "is not the one in the path");
        }
        if (body.has("jwks_uri")) {
            throw new InvalidValue("jwks_uri", "is not supported: nothing is fetched for a client; send its keys in jwks");
        }
        if (!Agent.isClientId(clientId)) {
            throw new InvalidValue("client_id", "is not 1 to 255 visible ASCII characters");
        }
        ClientMethod method = ClientMethod.of(body.text("method"))
                .orElseThrow(() -> new InvalidValue("method", "is neither private_key_jwt nor none"));
        JWKSet keys = body.optionalNode("jwks").map(PublicKeys::read).orElseGet(JWKSet::new);
        if (keys.isEmpty() != (method == ClientMethod.NONE)) {
            throw new InvalidValue("jwks", keys.isEmpty()
                    ? "has no key, and private_key_jwt needs one"
                    : "goes with the method private_key_jwt only");
        }
        return consistent(new Parts(clientId, PlainText.require("name", body.text("name"), MAX_NAME), method, keys,
                redirectUris(body), scopes(body), roles(body), seen.enabled(body)));
    }

    private record Parts(String clientId, String name, ClientMethod method, JWKSet keys, List<String> redirectUris,
            Set<String> scopes, Set<ClientRole> roles, boolean enabled) {}

    private static Agent consistent(Parts parts) {
        boolean agent = parts.method == ClientMethod.NONE || !parts.redirectUris.isEmpty() || !parts.scopes.isEmpty();
        if (agent && !parts.roles.isEmpty()) {
            throw new InvalidValue("roles", "goes with keys, and with neither redirect_uris nor allowed_scopes:"
                    + " who administers is no agent");
        }
        return new Agent(parts.clientId, parts.name, parts.method, parts.keys, parts.redirectUris, parts.scopes,
                parts.roles, parts.enabled);
    }

    private static List<String> redirectUris(StrictObject body) {
        List<String> uris = body.has("redirect_uris") ? body.texts("redirect_uris", MAX_REDIRECT_URIS) : List.of();
        for (int i = 0; i < uris.size(); i++) {
            if (uris.get(i).length() > MAX_URI || !isAscii(uris.get(i)) || !Agent.isRedirectUri(uris.get(i))) {
                throw new InvalidValue("redirect_uris[" + i + "]", "is no address to send a browser back to:"
                        + " https, http on this machine, or a scheme of its own with a dot, without fragment");
            }
        }
        return uris;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Set<String> scopes(StrictObject body) {
        List<String> scopes = body.has("allowed_scopes") ? body.texts("allowed_scopes", MAX_SCOPES) : List.of();
        for (int i = 0; i < scopes.size(); i++) {
            if (!Agent.isScope(scopes.get(i))) {
                throw new InvalidValue("allowed_scopes[" + i + "]", "is no scope name");
            }
        }
        return new HashSet<>(scopes);
    }

    private static Set<ClientRole> roles(StrictObject body) {
        List<String> words = body.has("roles") ? body.texts("roles", ClientRole.values().length) : List.of();
        return words.stream().map(word -> ClientRole.of(word)
                .orElseThrow(() -> new InvalidValue("roles", "has a word other than admin and auditor")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The registration as the API answers it. */
    public static Map<String, @Nullable Object> write(AgentEntry entry) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(write(entry.agent()));
        members.put("changed_at", entry.changedAt().toString());
        members.put("changed_by", entry.changedBy());
        members.put("href", href(entry.agent().clientId()));
        return members;
    }

    /** What there is to change about it. */
    public static Map<String, @Nullable Object> write(Agent agent) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("client_id", agent.clientId());
        members.put("name", agent.name());
        members.put("method", agent.method().word());
        members.put("jwks", agent.jwks().toJSONObject(true));
        members.put("redirect_uris", agent.redirectUris());
        members.put("allowed_scopes", List.copyOf(new TreeSet<>(agent.allowedScopes())));
        members.put("roles", agent.roles().stream().map(ClientRole::word).sorted().toList());
        members.put("enabled", agent.enabled());
        return members;
    }

    private static String href(String clientId) {
        return AdminRoutes.BASE + "/v1/agents/" + PathName.of(clientId);
    }
}

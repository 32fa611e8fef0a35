package dev.errand.authz.bootstrap;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.errand.authz.admin.agent.PublicKeys;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.upstream.UpstreamIdentity;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictObject;
import dev.errand.toolscope.json.StrictYaml;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

/** Reads the set-up file; a mistake is named by its member, and nothing unknown is passed over. */
final class SetUpFile {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 10_000;

    private SetUpFile() {}

    static Parsed<SetUp> read(String yaml) {
        return StrictYaml.located(StrictYaml.read(yaml, MAX_BYTES).then(SetUpFile::document), yaml);
    }

    private static Parsed<SetUp> document(JsonNode root) {
        if (!(root instanceof ObjectNode document)) {
            return new Parsed.Malformed<>("", "is not an object");
        }
        ObjectNode registry = document.objectNode();
        ObjectNode own = document.deepCopy();
        for (String member : RegistryYaml.MEMBERS) {
            Optional.ofNullable(own.remove(member)).ifPresent(value -> registry.set(member, value));
        }
        return RegistryYaml.read(registry)
                .then(scopes -> StrictObject.read(own, "", object -> setUp(object, scopes, EntryDigests.of(document))));
    }

    private static SetUp setUp(StrictObject file, RegistryDocument registry, Map<FileEntry, String> digests) {
        Optional<String> issuer = file.optionalText("issuer");
        List<SetUp.NewUser> users = file.has("users") ? file.objects("users", MAX_ENTRIES, SetUpFile::user) : List.of();
        List<Agent> agents = file.has("agents") ? file.objects("agents", MAX_ENTRIES, SetUpFile::agent) : List.of();
        List<Agent> clients = Stream.concat(agents.stream(), administrativeClients(file).stream()).toList();
        if (clients.stream().map(Agent::clientId).distinct().count() < clients.size()) {
            throw new InvalidValue("client_id", "is there twice");
        }
        return new SetUp(issuer, users, clients, registry, digests);
    }

    private static List<Agent> administrativeClients(StrictObject file) {
        return file.has("administrative_clients")
                ? file.objects("administrative_clients", MAX_ENTRIES, SetUpFile::administrativeClient)
                : List.of();
    }

    private static Agent administrativeClient(StrictObject client) {
        Set<ClientRole> roles = client.texts("roles", 2).stream()
                .map(word -> ClientRole.of(word)
                        .orElseThrow(() -> new InvalidValue("roles", "has a word other than admin, auditor")))
                .collect(Collectors.toUnmodifiableSet());
        JWKSet keys = PublicKeys.read(client.node("jwks"));
        String clientId = client.text("client_id");
        try {
            return Agent.administrative(clientId, client.optionalText("name").orElse(clientId), keys, roles,
                    client.optionalTruth("enabled").orElse(true));
        } catch (IllegalArgumentException ex) {
            throw new InvalidValue("client_id", "names a registration that is not allowed: " + ex.getMessage());
        }
    }

    private static SetUp.NewUser user(StrictObject user) {
        Set<Role> roles = user.texts("roles", 3).stream().map(SetUpFile::role).collect(Collectors.toUnmodifiableSet());
        String username = user.text("username");
        UserAccount account = new UserAccount(user.text("subject"), username,
                user.optionalText("display_name").orElse(username), roles, user.optionalTruth("enabled").orElse(true));
        Optional<String> password = user.optionalText("password");
        Optional<String> hash = user.optionalText("password_hash");
        if (password.isPresent() && hash.isPresent()) {
            throw new InvalidValue("password", "stands beside password_hash");
        }
        List<UpstreamIdentity> upstream = user.has("upstream")
                ? user.objects("upstream", 10, SetUpFile::identity)
                : List.of();
        return new SetUp.NewUser(account, password, hash, upstream);
    }

    private static UpstreamIdentity identity(StrictObject identity) {
        String issuer = identity.text("issuer");
        String subject = identity.text("subject");
        if (!UpstreamIdentity.isName(issuer)) {
            throw new InvalidValue("issuer", "is not 1 to 255 printable ASCII characters");
        }
        if (!UpstreamIdentity.isName(subject)) {
            throw new InvalidValue("subject", "is not 1 to 255 printable ASCII characters");
        }
        return new UpstreamIdentity(issuer, subject);
    }

    private static Role role(String word) {
        return Role.of(word).orElseThrow(() -> new InvalidValue("roles", "has a word other than user, admin, auditor"));
    }

    private static Agent agent(StrictObject agent) {
        ClientMethod method = ClientMethod.of(agent.text("method"))
                .orElseThrow(() -> new InvalidValue("method", "is neither private_key_jwt nor none"));
        JWKSet keys = agent.optionalNode("jwks").map(PublicKeys::read).orElseGet(JWKSet::new);
        String clientId = agent.text("client_id");
        try {
            return new Agent(clientId, agent.optionalText("name").orElse(clientId), method, keys,
                    agent.texts("redirect_uris", 100), new HashSet<>(agent.texts("allowed_scopes", 1000)),
                    agent.optionalTruth("enabled").orElse(true));
        } catch (IllegalArgumentException ex) {
            throw new InvalidValue("client_id", "names a registration that is not allowed: " + ex.getMessage());
        }
    }
}

package dev.errand.authz.bootstrap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.errand.authz.secret.Secrets;
import dev.errand.toolscope.registry.EntryKind;

/**
 * Digests of the entries of a set-up file, the same for the same members in any order. Passwords are left out, whose
 * digests could be guessed.
 */
final class EntryDigests {

    private static final JsonMapper SORTED = JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private static final List<String> SECRET = List.of("password", "password_hash");

    private EntryDigests() {}

    static Map<FileEntry, String> of(ObjectNode file) {
        Map<FileEntry, String> digests = new HashMap<>();
        for (JsonNode user : file.path("users")) {
            digests.put(FileEntry.user(name(user, "subject")), digest(user));
        }
        for (String list : List.of("agents", "administrative_clients")) {
            for (JsonNode client : file.path(list)) {
                digests.put(FileEntry.client(name(client, "client_id")), digest(client));
            }
        }
        for (EntryKind kind : EntryKind.values()) {
            String naming = kind == EntryKind.TOOL ? "resource" : "name";
            for (JsonNode entry : file.path(kind.list())) {
                digests.put(FileEntry.of(kind, name(entry, naming)), digest(entry));
            }
        }
        return digests;
    }

    /** What is malformed is said by whoever reads the entry. */
    private static String name(JsonNode entry, String member) {
        return entry.path(member).asString("");
    }

    private static String digest(JsonNode entry) {
        return Secrets.hash(SORTED.writeValueAsString(entry instanceof ObjectNode object
                ? object.deepCopy().remove(SECRET)
                : entry));
    }
}

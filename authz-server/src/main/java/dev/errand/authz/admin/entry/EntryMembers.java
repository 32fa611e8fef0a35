package dev.errand.authz.admin.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.PathName;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.ListedEntry;

/** Entries in their JSON form. */
@Component
final class EntryMembers {

    private final JsonMapper json;

    EntryMembers(JsonMapper json) {
        this.json = json;
    }

    static Map<String, @Nullable Object> item(String path, ListedEntry entry) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", entry.name().name());
        members.put("href", path + "/" + PathName.of(entry.name().name()));
        members.put("state", entry.state().word());
        members.put("version", entry.version());
        members.put("draft", entry.draft().isPresent() ? entry.draft().getAsInt() : null);
        members.put("description", entry.description());
        members.put("tool", entry.tool().orElse(null));
        members.put("effect", entry.effect().map(Effect::word).orElse(null));
        members.put("labels", List.copyOf(entry.labels()));
        return members;
    }

    /** The entry as it is now, and the version that was saved, which is a draft where others have to agree. */
    static Map<String, @Nullable Object> saved(String path, EntryOutcome.Registered done) {
        Map<String, @Nullable Object> members = item(path, done.entry());
        members.put("saved", Map.of("version", done.version(), "state", done.state().word()));
        return members;
    }

    Map<String, @Nullable Object> detail(String path, EntryDetail detail) {
        Map<String, @Nullable Object> members = item(path, detail.listed());
        members.put("definition", definition(detail.shown()));
        members.put("draft_definition", detail.draft().map(this::definition).orElse(null));
        members.put("versions", detail.versions().stream().map(EntryMembers::version).toList());
        return members;
    }

    /** As a document has it, and as it is sent back to change it. */
    private JsonNode definition(EntryVersion version) {
        return json.readTree(version.definition());
    }

    private static Map<String, Object> version(EntryVersion version) {
        return Map.of("version", version.version(), "state", version.state().word(), "transitions",
                version.transitions().stream().map(EntryMembers::transition).toList());
    }

    private static Map<String, Object> transition(EntryVersion.Transition transition) {
        return Map.of("state", transition.state().word(), "at", transition.at().toString(), "by",
                transition.change().by(), "why", transition.change().why());
    }
}

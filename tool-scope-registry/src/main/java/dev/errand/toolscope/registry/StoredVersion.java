package dev.errand.toolscope.registry;

import java.util.List;
import java.util.Map;

import dev.errand.toolscope.json.StrictJson;

/**
 * A version as it is kept.
 *
 * @param retires
 *            whether the entry is out of force once this is the current version
 */
record StoredVersion(Entry entry, boolean retires) {

    EntryVersion with(List<EntryVersion.Transition> transitions) {
        Map<String, Object> tree = RegistryYaml.tree(this);
        return new EntryVersion(this.entry.name(), this.entry.version(), StrictJson.write(tree), transitions);
    }

    VersionState stateInForce() {
        return this.retires ? VersionState.RETIRED : VersionState.ACTIVE;
    }

    /** Whether the other says the same, whatever the versions. */
    boolean sameAs(StoredVersion other) {
        return this.retires == other.retires && this.entry.sameAs(other.entry);
    }
}

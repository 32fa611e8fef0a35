package dev.errand.toolscope.registry;

import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictObject;

/**
 * One scope, composition or rule that somebody would like to register, as a document would have it; not yet judged
 * against what is registered.
 */
public final class EntryProposal {

    private final StoredVersion proposed;

    private EntryProposal(StoredVersion proposed) {
        this.proposed = proposed;
    }

    /** Reads an entry by itself; what is malformed is named by its member. */
    public static Parsed<EntryProposal> read(EntryKind kind, JsonNode entry) {
        return StrictObject.read(entry, "", object -> of(kind, object));
    }

    /**
     * The entry of these members, inside {@link StrictObject#read}.
     *
     * @throws dev.errand.toolscope.InvalidValue
     *             if they are none
     */
    public static EntryProposal of(EntryKind kind, StrictObject object) {
        return new EntryProposal(RegistryYaml.entry(kind, object));
    }

    /** What it is about. */
    public EntryName name() {
        return this.proposed.entry().name();
    }

    /** The scope, if it is one. */
    public Optional<ToolScope> scope() {
        return this.proposed.entry() instanceof Entry.OfScope(ToolScope scope) ? Optional.of(scope) : Optional.empty();
    }

    /** The entry as YAML, as the lines of a document that has nothing else. */
    public String yaml() {
        return RegistryYaml.write(this.proposed);
    }

    /**
     * The smallest document that registers this: the entry and all that it names, as it is registered. Malformed, with a
     * member of the entry, if it does not go together with what is registered.
     */
    public Parsed<RegistryDocument> against(RegistryDocument registered) {
        Overlay all = new Overlay(registered);
        all.put(this.proposed);
        Optional<Finding> finding = all.finding();
        if (finding.isPresent()) {
            Finding.Place place = finding.get().within(Set.of(name()));
            return new Parsed.Malformed<>(place.entry().equals(name()) ? place.member() : "", problem(place));
        }
        return new Parsed.Value<>(all.around(name()));
    }

    private String problem(Finding.Place place) {
        return place.entry().equals(name())
                ? place.problem()
                : "cannot be registered beside " + place.entry() + ": that " + place.problem();
    }
}

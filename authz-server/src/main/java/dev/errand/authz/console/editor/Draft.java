package dev.errand.authz.console.editor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryProposal;

/**
 * A form as the registry reads it.
 *
 * @param proposal what it would register; empty while something is wrong
 * @param problems what is wrong, by field, in the registry's words
 */
record Draft(ScopeForm form, FieldPlaces places, Optional<EntryProposal> proposal, Map<String, String> problems) {

    private static final int MAX_BYTES = 1 << 20;

    /** The scope, as far as it is one. */
    Optional<ToolScope> scope() {
        return proposal.flatMap(EntryProposal::scope);
    }

    static Draft of(ScopeForm form) {
        FormTree tree = FormTree.of(form);
        FieldPlaces places = tree.places();
        if (!places.problems().isEmpty()) {
            return new Draft(form, places, Optional.empty(), places.problems());
        }
        return switch (StrictJson.read(StrictJson.write(tree.entry()), MAX_BYTES)
                .then(node -> EntryProposal.read(EntryKind.SCOPE, node))) {
            case Parsed.Value<EntryProposal>(EntryProposal proposal) ->
                new Draft(form, places, Optional.of(proposal), Map.of());
            case Parsed.Malformed<EntryProposal>(String member, String problem) ->
                new Draft(form, places, Optional.empty(), Map.of(places.field(member), problem));
        };
    }

    /** The same with one thing more that is wrong, said of a member of the entry. */
    Draft refused(String member, String problem) {
        Map<String, String> more = new LinkedHashMap<>(problems);
        more.put(places.field(member), problem);
        return new Draft(form, places, Optional.empty(), more);
    }
}

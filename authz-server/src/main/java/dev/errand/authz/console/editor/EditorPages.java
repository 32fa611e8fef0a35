package dev.errand.authz.console.editor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.entry.EntryDetail;
import dev.errand.authz.admin.entry.EntryOutcome;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.authz.admin.tool.RegisteredTools;
import dev.errand.authz.console.ChangeLine;
import dev.errand.authz.console.Review;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryProposal;
import dev.errand.toolscope.registry.EntryVersion;

/** Makes what the editor's pages show of a draft. */
@Component
final class EditorPages {

    private final RegisteredEntries entries;
    private final RegisteredTools tools;
    private final ScopeSentences sentences;

    EditorPages(RegisteredEntries entries, RegisteredTools tools, ScopeSentences sentences) {
        this.entries = entries;
        this.tools = tools;
        this.sentences = sentences;
    }

    /**
     * Where a draft stands.
     *
     * @param registered the scope that is changed; empty for a new one
     * @param seen the tag of what it was made from; empty for a new one
     * @param asked what a refused caller asked for, if a link of a refusal led here
     */
    record At(String registered, String seen, Asked asked) {}

    /** The form. A new one says nothing yet of what is missing. */
    EditorView form(At at, Draft draft, boolean tell) {
        return new EditorView(at.registered(), at.seen(), draft.form(), tell ? draft.problems() : Map.of(),
                draft.scope().map(sentences::of).orElse(List.of()),
                draft.proposal().map(EntryProposal::yaml).orElse(""),
                tools.list(new PageRequest(PageRequest.MAX_LIMIT, Optional.empty())).items(), at.asked());
    }

    /** What saving the draft would change; malformed, with a member of the scope, where it cannot be saved. */
    Parsed<List<PlannedChange>> plan(EntryProposal proposal) {
        return entries.plan(proposal);
    }

    /** The page before a draft is saved, against what is registered at this moment. */
    Review review(At at, Draft draft, List<PlannedChange> changes, String why, String whyProblem) {
        Optional<EntryDetail> standing = entries.find(new EntryName(EntryKind.SCOPE, draft.form().name()));
        String tag = standing.map(detail -> detail.tag().value()).orElse("");
        EditorView form = form(new At(at.registered(), tag, at.asked()), draft, true);
        return new Review("scopes",
                new Review.Draft(draft.form().name(), form.action(), form.fields(), form.sentences(), form.yaml()),
                ChangeLine.of(changes),
                standing.map(EntryDetail::shown).map(EntryVersion::yaml).orElse(""), !tag.equals(at.seen()), why,
                whyProblem.isEmpty() ? null : whyProblem);
    }

    /** Where a page goes once the draft is saved. */
    static String saved(EntryOutcome.Registered done) {
        return "redirect:/console/scopes/" + done.entry().name().name() + "?done="
                + switch (done.state()) {
                    case ACTIVE, RETIRED -> "saved";
                    case DRAFT -> "drafted";
                };
    }
}

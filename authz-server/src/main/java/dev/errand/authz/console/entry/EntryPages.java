package dev.errand.authz.console.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.entry.EntryDetail;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.authz.console.ChangeLine;
import dev.errand.authz.console.editor.ScopeSentences;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.plan.RegistryPlan;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryVersion;

/** Makes what the page of an entry shows. */
@Component
final class EntryPages {

    private final RegisteredEntries entries;
    private final ScopeSentences sentences;

    EntryPages(RegisteredEntries entries, ScopeSentences sentences) {
        this.entries = entries;
        this.sentences = sentences;
    }

    /** The page, with the versions before a number. */
    Optional<EntryPage> page(EntryName name, int before) {
        return entries.find(name, before).map(detail -> page(detail, before == Integer.MAX_VALUE));
    }

    private EntryPage page(EntryDetail detail, boolean first) {
        EntryVersion shown = detail.shown();
        EntryName name = shown.entry();
        return new EntryPage(EntryItem.list(name.kind()), EntryItem.of(detail.listed()), detail.tag().value(),
                name.kind() == EntryKind.SCOPE ? sentences.of(shown.scope()) : List.of(), members(shown), shown.yaml(),
                detail.draft().map(draft -> ChangeLine.of(RegistryPlan.between(shown, draft))).orElse(List.of()),
                naming(name), versions(detail), first ? null : EntryItem.href(name),
                detail.earlier().isPresent() ? EntryItem.href(name) + "?before=" + detail.earlier().getAsInt() : null);
    }

    /** How an entry differs from what a page showed of it whose tag this is. */
    List<ChangeLine> since(EntryName name, String tag) {
        return entries.seen(name, tag)
                .flatMap(seen -> entries.find(name).map(now -> ChangeLine.of(RegistryPlan.between(seen, now.shown()))))
                .orElse(List.of());
    }

    private List<VersionLine> versions(EntryDetail detail) {
        List<EntryVersion> known = new ArrayList<>(detail.versions());
        detail.earlier().ifPresent(last -> entries.version(detail.listed().name(), last - 1).ifPresent(known::add));
        List<VersionLine> lines = new ArrayList<>();
        for (int i = 0; i < detail.versions().size(); i++) {
            EntryVersion version = known.get(i);
            lines.add(VersionLine.of(version,
                    i + 1 < known.size() ? RegistryPlan.between(known.get(i + 1), version) : List.of()));
        }
        return lines;
    }

    /** What is in force and names the entry; only scopes are named. */
    List<EntryPage.Member> naming(EntryName name) {
        return entries.naming(name).stream()
                .map(one -> new EntryPage.Member(one.name(), EntryItem.href(one))).toList();
    }

    private static List<EntryPage.Member> members(EntryVersion version) {
        return switch (version.entry().kind()) {
            case TOOL, SCOPE -> List.of();
            case COMPOSITION -> {
                Composition composition = version.composition();
                yield composition.scopes().stream().map(EntryPages::member).toList();
            }
            case NEVER_TOGETHER -> {
                NeverTogether rule = version.rule();
                yield Stream.concat(rule.scopes().stream().map(EntryPages::member),
                        rule.labels().stream().map(label -> new EntryPage.Member(label, null))).toList();
            }
        };
    }

    private static EntryPage.Member member(ScopeName scope) {
        return new EntryPage.Member(scope.value(), EntryItem.href(EntryName.of(scope)));
    }
}

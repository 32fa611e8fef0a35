package dev.errand.toolscope.registry;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.json.Parsed;

/**
 * What to register, or what is registered. Complete in itself, so that it can be judged without a registry: every tool
 * and scope that an entry names is in it, and what is in force goes together.
 *
 * @param retired
 *            which of the entries are out of force
 */
public record RegistryDocument(List<RegisteredTool> tools, List<ToolScope> scopes, List<Composition> compositions,
        List<NeverTogether> neverTogether, SortedSet<EntryName> retired) {

    /**
     * @throws InvalidValue
     *             if an entry comes twice, names one that is not in the document, or does not go together with another
     */
    public RegistryDocument {
        tools = List.copyOf(tools);
        scopes = List.copyOf(scopes);
        compositions = List.copyOf(compositions);
        neverTogether = List.copyOf(neverTogether);
        retired = Collections.unmodifiableSortedSet(new TreeSet<>(retired));
        Places places = places(tools, scopes, compositions, neverTogether);
        if (!places.entries().containsAll(retired)) {
            throw new InvalidValue("state", "is that of an entry which is not in the document");
        }
        Consistency.finding(tools, scopes, compositions, neverTogether, retired).ifPresent(finding -> {
            throw invalid(finding, places);
        });
    }

    /** Tools and scopes alone, all of them in force. */
    public RegistryDocument(List<RegisteredTool> tools, List<ToolScope> scopes) {
        this(tools, scopes, List.of(), List.of(), Collections.emptySortedSet());
    }

    /** Whether the entry is out of force. */
    public boolean retired(EntryName entry) {
        return this.retired.contains(entry);
    }

    /**
     * What is registered once the other document is applied to this: what it does not mention stays. Malformed, with a
     * member of the other document, if they do not go together.
     */
    public Parsed<RegistryDocument> with(RegistryDocument other) {
        return with(other, every -> true);
    }

    /** The same with those of the other document's entries that are asked for. */
    Parsed<RegistryDocument> with(RegistryDocument other, Predicate<EntryName> which) {
        Overlay overlay = new Overlay(this, other, which);
        return overlay.finding().<Parsed<RegistryDocument>>map(finding -> {
            Places places = other.places();
            Finding.Place place = finding.within(places.entries());
            return new Parsed.Malformed<>(places.path(place), place.problem());
        }).orElseGet(() -> new Parsed.Value<>(overlay.document()));
    }

    /** The part of this that an entry is about: itself, if it is here, with all that it names. */
    public RegistryDocument around(EntryName entry) {
        return new Overlay(this).around(entry);
    }

    /** The names of its entries, tools first. */
    public Stream<EntryName> names() {
        return Stream.concat(this.tools.stream().map(EntryName::of), entries().map(Entry::name));
    }

    /** The entries that have versions, in the order of the document. */
    Stream<Entry> entries() {
        return Stream.of(this.scopes.stream().map(Entry.OfScope::new),
                this.compositions.stream().map(Entry.OfComposition::new),
                this.neverTogether.stream().map(Entry.OfRule::new)).flatMap(entries -> entries);
    }

    /** Where its entries stand. */
    Places places() {
        return places(this.tools, this.scopes, this.compositions, this.neverTogether);
    }

    private static Places places(List<RegisteredTool> tools, List<ToolScope> scopes, List<Composition> compositions,
            List<NeverTogether> rules) {
        Places places = new Places();
        places.add(EntryKind.TOOL, tools.stream().map(RegisteredTool::resource).toList());
        places.add(EntryKind.SCOPE, scopes.stream().map(scope -> scope.name().value()).toList());
        places.add(EntryKind.COMPOSITION, compositions.stream().map(Composition::name).toList());
        places.add(EntryKind.NEVER_TOGETHER, rules.stream().map(NeverTogether::name).toList());
        return places;
    }

    private static InvalidValue invalid(Finding finding, Places places) {
        Finding.Place place = finding.within(places.entries());
        return new InvalidValue(places.path(place), place.problem());
    }
}

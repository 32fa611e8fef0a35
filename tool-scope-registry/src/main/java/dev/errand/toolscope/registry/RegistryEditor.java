package dev.errand.toolscope.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.errand.toolscope.json.Parsed;

/** Makes the changes of {@link ToolScopeAdmin}, inside a transaction of whoever keeps the entries. */
final class RegistryEditor implements ToolScopeAdmin {

    private final Entries entries;
    private final InstantSource clock;
    private final RegistryChanges listener;
    private final Approval approval;

    RegistryEditor(Entries entries, InstantSource clock, RegistryChanges listener, Approval approval) {
        this.entries = entries;
        this.clock = clock;
        this.listener = listener;
        this.approval = approval;
    }

    @Override
    public void lock() {
        this.entries.lock();
    }

    @Override
    public Applied apply(RegistryDocument document, Predicate<EntryName> which, Change change) {
        return write(document, which, change, this.approval == Approval.BY_ANOTHER);
    }

    @Override
    public Applied draft(RegistryDocument document, Change change) {
        return write(document, every -> true, change, true);
    }

    @Override
    public Activation activate(EntryName entry, int version, Change change) {
        this.entries.lock();
        Optional<EntryVersion> found = history(entry).stream().filter(one -> one.version() == version).findFirst();
        if (found.isEmpty()) {
            return new Activation.UnknownVersion();
        }
        if (found.get().state() != VersionState.DRAFT) {
            return new Activation.NotADraft();
        }
        if (version < this.entries.currentVersion(entry)) {
            return new Activation.Overtaken();
        }
        if (this.approval == Approval.BY_ANOTHER
                && found.get().transitions().getFirst().change().by().equals(change.by())) {
            return new Activation.SameAuthor();
        }
        return activate(this.entries.version(entry, version).orElseThrow(), change);
    }

    @Override
    public Retirement retire(EntryName entry, Change change) {
        this.entries.lock();
        Overlay registered = new Overlay(this.entries.document());
        Optional<StoredVersion> current = registered.current(entry).filter(version -> !version.retires());
        if (current.isEmpty()) {
            return new Retirement.NotActive();
        }
        StoredVersion retired = new StoredVersion(current.get().entry(), true);
        if (this.approval == Approval.BY_ANOTHER && entry.kind() == EntryKind.NEVER_TOGETHER) {
            this.entries.touch();
            return new Retirement.Drafted(draft(retired, change).orElseGet(() -> lastDraft(entry)));
        }
        registered.put(retired);
        Optional<EntryName> user = registered.finding().flatMap(finding -> finding.beside(entry));
        if (user.isPresent()) {
            return new Retirement.StillNamed(user.get());
        }
        this.entries.close(Set.of(entry));
        this.entries.touch();
        return new Retirement.Retired(retire(current.get().entry(), change));
    }

    @Override
    public List<EntryVersion> history(EntryName entry) {
        return this.entries.history(entry);
    }

    private Applied write(RegistryDocument document, Predicate<EntryName> which, Change change, boolean drafts) {
        this.entries.lock();
        RegistryDocument before = this.entries.document();
        if (before.with(document, which) instanceof Parsed.Malformed<RegistryDocument>(String member, String problem)) {
            return new Applied.Refused(member, problem);
        }
        Overlay registered = new Overlay(before);
        List<StoredVersion> differing = differing(registered, document, which);
        this.entries.close(differing.stream().map(version -> version.entry().name()).toList());
        List<RegistryChange> changes = new ArrayList<>(replaceTools(registered, document, which, change));
        for (StoredVersion version : differing) {
            if (drafts) {
                draft(version, change).ifPresent(changes::add);
            } else {
                changes.add(put(registered, version, change));
            }
        }
        if (!changes.isEmpty()) {
            this.entries.touch();
        }
        return new Applied.Done(changes);
    }

    private static List<StoredVersion> differing(Overlay registered, RegistryDocument document, Predicate<EntryName> which) {
        return document.entries()
                .filter(entry -> which.test(entry.name()))
                .map(entry -> new StoredVersion(entry, document.retired(entry.name())))
                .filter(version -> registered.current(version.entry().name()).filter(version::sameAs).isEmpty())
                .toList();
    }

    private List<RegistryChange> replaceTools(Overlay registered, RegistryDocument document, Predicate<EntryName> which,
            Change change) {
        List<RegistryChange> changes = new ArrayList<>();
        for (RegisteredTool tool : document.tools()) {
            if (which.test(EntryName.of(tool)) && registered.tool(tool.resource()).filter(tool::equals).isEmpty()) {
                Instant at = this.clock.instant();
                this.entries.replace(tool, change, at);
                changes.add(told(new RegistryChange(EntryName.of(tool), 0,
                        VersionState.ACTIVE, change, at)));
            }
        }
        return changes;
    }

    /** Retires an entry that is to change in nothing else; everything else is a new version. */
    private RegistryChange put(Overlay registered, StoredVersion version, Change change) {
        Optional<StoredVersion> current = registered.current(version.entry().name());
        return version.retires() && current.isPresent() && current.get().entry().sameAs(version.entry())
                ? retire(current.get().entry(), change)
                : inForce(add(version), change);
    }

    private Optional<RegistryChange> draft(StoredVersion version, Change change) {
        EntryName name = version.entry().name();
        boolean there = history(name).stream().reduce((one, later) -> later)
                .filter(last -> last.state() == VersionState.DRAFT)
                .flatMap(last -> this.entries.version(name, last.version()))
                .filter(version::sameAs)
                .isPresent();
        return there
                ? Optional.empty()
                : Optional.of(listed(transition(add(version).entry(), VersionState.DRAFT, change)));
    }

    private RegistryChange lastDraft(EntryName entry) {
        EntryVersion last = history(entry).getLast();
        EntryVersion.Transition drafted = last.transitions().getFirst();
        return new RegistryChange(entry, last.version(), VersionState.DRAFT, drafted.change(), drafted.at());
    }

    private Activation activate(StoredVersion draft, Change change) {
        EntryName name = draft.entry().name();
        Overlay after = new Overlay(this.entries.document());
        after.put(draft);
        Optional<Finding> finding = after.finding();
        if (finding.isPresent()) {
            Finding.Place place = finding.get().within(Set.of(name));
            return new Activation.Inconsistent(place.member(), place.problem());
        }
        this.entries.close(Set.of(name));
        this.entries.touch();
        return new Activation.Activated(inForce(draft, change));
    }

    private StoredVersion add(StoredVersion version) {
        int number = this.entries.lastVersion(version.entry().name()) + 1;
        StoredVersion added = new StoredVersion(version.entry().withVersion(number), version.retires());
        this.entries.add(added);
        return added;
    }

    private RegistryChange inForce(StoredVersion version, Change change) {
        EntryName name = version.entry().name();
        int before = this.entries.currentVersion(name);
        if (before > 0 && active(name, before)) {
            this.entries.transition(name, before, at(VersionState.RETIRED, change));
        }
        this.entries.makeCurrent(version.entry(), !version.retires());
        return listed(transition(version.entry(), version.stateInForce(), change));
    }

    private boolean active(EntryName name, int version) {
        return history(name).stream()
                .anyMatch(one -> one.version() == version && one.state() == VersionState.ACTIVE);
    }

    private RegistryChange retire(Entry current, Change change) {
        this.entries.makeCurrent(current, false);
        return listed(transition(current, VersionState.RETIRED, change));
    }

    private RegistryChange transition(Entry entry, VersionState state, Change change) {
        EntryVersion.Transition transition = at(state, change);
        this.entries.transition(entry.name(), entry.version(), transition);
        return told(new RegistryChange(entry.name(), entry.version(), state, change, transition.at()));
    }

    private EntryVersion.Transition at(VersionState state, Change change) {
        return new EntryVersion.Transition(state, this.clock.instant(), change);
    }

    private RegistryChange listed(RegistryChange change) {
        this.entries.list(change.entry());
        return change;
    }

    private RegistryChange told(RegistryChange change) {
        this.listener.changed(change);
        return change;
    }
}

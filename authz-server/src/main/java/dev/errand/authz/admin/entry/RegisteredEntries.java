package dev.errand.authz.admin.entry;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Precondition;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.plan.RegistryPlan;
import dev.errand.toolscope.registry.Activation;
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryProposal;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.ListedEntry;
import dev.errand.toolscope.registry.RegistryChange;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryLists;
import dev.errand.toolscope.registry.Retirement;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Scopes, compositions and rules: looked through, and changed one at a time. A change is that of a document with one entry,
 * so that every rule about the whole registry holds for it too. Thread-safe.
 */
@Component
public final class RegisteredEntries {

    /** As many versions as fit a page. */
    public static final int VERSIONS = 20;

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final Pattern TAG = Pattern.compile("([1-9][0-9]{0,8})\\.[1-9][0-9]{0,8}\\.[a-z]{1,8}");

    private final ToolScopes registry;
    private final RegistryLists lists;
    private final ToolScopeAdmin admin;
    private final TransactionTemplate transaction;

    RegisteredEntries(ToolScopes registry, RegistryLists lists, ToolScopeAdmin admin,
            PlatformTransactionManager transactions) {
        this.registry = registry;
        this.lists = lists;
        this.admin = admin;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout((int) AT_MOST.toSeconds());
    }

    /** A page of those that the filter takes, by name. */
    public Page<ListedEntry> list(EntryFilter filter, PageRequest page) {
        String after = page.after().map(cursor -> cursor.part(0)).orElse("");
        return Page.of(lists.entries(filter, after, page.limit() + 1), page.limit(),
                entry -> Cursor.of(entry.name().name()));
    }

    /** One entry as lists show it. */
    public Optional<ListedEntry> listed(EntryName name) {
        return lists.entry(name);
    }

    /** One entry with its last versions. */
    public Optional<EntryDetail> find(EntryName name) {
        return find(name, Integer.MAX_VALUE);
    }

    /**
     * One entry with the versions before a number.
     *
     * @param before the lowest number already seen
     */
    public Optional<EntryDetail> find(EntryName name, int before) {
        return lists.entry(name).map(listed -> {
            List<EntryVersion> versions = lists.versions(name, before, VERSIONS + 1);
            List<EntryVersion> page = versions.subList(0, Math.min(VERSIONS, versions.size()));
            return new EntryDetail(listed, tag(listed), version(name, listed.version()).orElseThrow(),
                    draft(listed), page,
                    versions.size() > VERSIONS ? OptionalInt.of(page.getLast().version()) : OptionalInt.empty());
        });
    }

    /**
     * The versions of an entry, the last one first.
     *
     * @param tag of the entry; taken before the versions were read, so that it is too old rather than too new
     */
    public record History(EntityTag tag, Page<EntryVersion> versions) {}

    /**
     * A page of an entry's versions, the last one first; empty if there is no such entry.
     *
     * @param page goes on after the number of a version
     */
    public Optional<History> history(EntryName name, PageRequest page) {
        int before = page.after().map(cursor -> Integer.parseInt(cursor.part(0))).orElse(Integer.MAX_VALUE);
        return lists.entry(name).map(listed -> new History(tag(listed),
                Page.of(lists.versions(name, before, page.limit() + 1), page.limit(),
                        version -> Cursor.of(Integer.toString(version.version())))));
    }

    /**
     * The version that was in force, or shown, where an entry had this tag; empty if it had none that this was.
     *
     * @param tag as a page carried it, from whoever sent that
     */
    public Optional<EntryVersion> seen(EntryName name, String tag) {
        Matcher tagged = TAG.matcher(tag);
        return tagged.matches() ? version(name, Integer.parseInt(tagged.group(1))) : Optional.empty();
    }

    /** One version of an entry; it never changes but in its state. */
    public Optional<EntryVersion> version(EntryName name, int version) {
        return lists.versions(name, version + 1, 1).stream().filter(one -> one.version() == version).findFirst();
    }

    private Optional<EntryVersion> draft(ListedEntry listed) {
        OptionalInt draft = listed.draft();
        return draft.isPresent() && draft.getAsInt() != listed.version()
                ? version(listed.name(), draft.getAsInt())
                : Optional.empty();
    }

    /** The compositions and rules in force that name the scope. */
    public List<EntryName> naming(EntryName scope) {
        return lists.naming(scope);
    }

    /** What registering the entry would change; malformed, with a member of it, if it cannot be registered. */
    public Parsed<List<PlannedChange>> plan(EntryProposal proposal) {
        RegistryDocument registered = registry.document();
        return proposal.against(registered).then(document -> new Parsed.Value<>(
                RegistryPlan.between(registered.around(proposal.name()), document).stream()
                        .filter(change -> change.entry().equals(proposal.name())).toList()));
    }

    /** Registers the entry if what is registered under its name is what the caller has seen. */
    public EntryOutcome save(EntryProposal proposal, Precondition seen, Change change) {
        return inTransaction(() -> {
            admin.lock();
            Optional<ListedEntry> before = lists.entry(proposal.name());
            return seen.met(before.map(RegisteredEntries::tag))
                    ? save(proposal, before.isEmpty(), change)
                    : new EntryOutcome.Stale();
        });
    }

    private EntryOutcome save(EntryProposal proposal, boolean created, Change change) {
        return switch (proposal.against(registry.document())) {
            case Parsed.Malformed<RegistryDocument>(String member, String problem) ->
                new EntryOutcome.Inconsistent(member, problem);
            case Parsed.Value<RegistryDocument>(RegistryDocument document) ->
                switch (admin.apply(document, change)) {
                    case Applied.Refused(String member, String problem) ->
                        throw new IllegalStateException(proposal.name() + " alone is refused: " + member + " " + problem);
                    case Applied.Done(List<RegistryChange> changes) -> registered(proposal.name(), changes, created);
                };
        };
    }

    private EntryOutcome registered(EntryName name, List<RegistryChange> changes, boolean created) {
        ListedEntry listed = lists.entry(name).orElseThrow();
        int version = changes.isEmpty() ? listed.draft().orElse(listed.version()) : changes.getLast().version();
        return new EntryOutcome.Registered(listed, version, tag(listed), created);
    }

    /**
     * Puts a draft into force. The draft alone says not enough: what it replaces may have been changed, or retired, since
     * somebody compared the two.
     *
     * @return empty if what is registered under the name is not what the caller has seen
     */
    public Optional<Activation> activate(EntryName name, int version, Precondition seen, Change change) {
        return ifSeen(name, seen, () -> admin.activate(name, version, change));
    }

    /**
     * Takes an entry out of force.
     *
     * @return empty if what is registered under the name is not what the caller has seen
     */
    public Optional<Retirement> retire(EntryName name, Precondition seen, Change change) {
        return ifSeen(name, seen, () -> admin.retire(name, change));
    }

    /** What is not there at all was never seen, and whoever would change it says so. */
    private <T> Optional<T> ifSeen(EntryName name, Precondition seen, Supplier<T> then) {
        return inTransaction(() -> {
            admin.lock();
            Optional<ListedEntry> now = lists.entry(name);
            return now.isEmpty() || seen.met(now.map(RegisteredEntries::tag)) ? Optional.of(then.get()) : Optional.empty();
        });
    }

    /** Versions never change: these numbers and the state say which text an entry has. */
    static EntityTag tag(ListedEntry entry) {
        return new EntityTag(entry.version() + "." + entry.lastVersion() + "." + entry.state().word());
    }

    private <T> T inTransaction(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(_ -> change.get()));
    }
}

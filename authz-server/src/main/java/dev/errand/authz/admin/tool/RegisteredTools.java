package dev.errand.authz.admin.tool;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.keys.Issuer;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.ListedTool;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryLists;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolVersion;

/** Tools: looked through, and registered one at a time. What is registered here is never fetched from. Thread-safe. */
@Component
public final class RegisteredTools {

    private final RegistryLists lists;
    private final ToolScopeAdmin admin;
    private final Issuer issuer;
    private final TransactionTemplate transaction;

    RegisteredTools(RegistryLists lists, ToolScopeAdmin admin, Issuer issuer, PlatformTransactionManager transactions) {
        this.lists = lists;
        this.admin = admin;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A page of all tools, by resource indicator. */
    public Page<ListedTool> list(PageRequest page) {
        return list("", page);
    }

    /**
     * A page of tools, by resource indicator.
     *
     * @param search what the resource indicator or the name has to have in it; empty for all
     */
    public Page<ListedTool> list(String search, PageRequest page) {
        String after = page.after().map(cursor -> cursor.part(0)).orElse("");
        return Page.of(lists.tools(search, after, page.limit() + 1), page.limit(),
                tool -> Cursor.of(tool.tool().resource()));
    }

    /**
     * A page of a tool's versions, the last one first; empty if there is no such tool.
     *
     * @param page goes on after the number of a version
     */
    public Optional<Page<ToolVersion>> history(String resource, PageRequest page) {
        int before = page.after().map(cursor -> Integer.parseInt(cursor.part(0))).orElse(Integer.MAX_VALUE);
        List<ToolVersion> versions = lists.toolVersions(resource, before, page.limit() + 1);
        return versions.isEmpty() && find(resource).isEmpty()
                ? Optional.empty()
                : Optional.of(Page.of(versions, page.limit(),
                        version -> Cursor.of(Integer.toString(version.version()))));
    }

    /** One version of a tool. */
    public Optional<ToolVersion> version(String resource, int version) {
        return lists.toolVersions(resource, version + 1, 1).stream().filter(one -> one.version() == version).findFirst();
    }

    /** The tool, if it may be registered at this server at all. */
    public Parsed<RegisteredTool> permitted(RegisteredTool tool) {
        // Its credentials could be taken for tokens of this server.
        return issuer.contains(tool.resource())
                ? new Parsed.Malformed<>("resource", "lies at or under the issuer")
                : new Parsed.Value<>(tool);
    }

    /** The tool of that resource indicator, compared as a string. */
    public Optional<ListedTool> find(String resource) {
        return lists.listedTool(resource);
    }

    /** The tag of a tool as it is. */
    public EntityTag tag(ListedTool listed) {
        RegisteredTool tool = listed.tool();
        return EntityTag.of(tool.resource() + "\n" + tool.name() + "\n" + tool.jwks());
    }

    /** Registers the tool if what is registered of it is what the caller has seen. */
    public ToolOutcome save(RegisteredTool tool, Precondition seen, Change change) {
        return switch (permitted(tool)) {
            case Parsed.Malformed<RegisteredTool>(String member, String problem) -> new ToolOutcome.Refused(member, problem);
            case Parsed.Value<RegisteredTool>(RegisteredTool permitted) -> saveIfSeen(permitted, seen, change);
        };
    }

    private ToolOutcome saveIfSeen(RegisteredTool tool, Precondition seen, Change change) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            admin.lock();
            Optional<ListedTool> before = find(tool.resource());
            return seen.met(before.map(this::tag)) ? save(tool, before.isEmpty(), change) : new ToolOutcome.Stale();
        }));
    }

    private ToolOutcome save(RegisteredTool tool, boolean created, Change change) {
        return switch (admin.apply(new RegistryDocument(List.of(tool), List.of()), change)) {
            case Applied.Refused(String member, String problem) -> new ToolOutcome.Refused(member, problem);
            case Applied.Done done -> {
                ListedTool saved = find(tool.resource()).orElseThrow();
                yield new ToolOutcome.Registered(saved, tag(saved), created);
            }
        };
    }
}

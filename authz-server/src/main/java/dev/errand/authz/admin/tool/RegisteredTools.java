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
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.ListedTool;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryLists;
import dev.errand.toolscope.registry.ToolScopeAdmin;

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

    /** A page of tools, by resource indicator. */
    public Page<ListedTool> list(PageRequest page) {
        String after = page.after().map(cursor -> cursor.part(0)).orElse("");
        return Page.of(lists.tools(after, page.limit() + 1), page.limit(), tool -> Cursor.of(tool.tool().resource()));
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
        if (issuer.contains(tool.resource())) {
            // Its credentials could be taken for tokens of this server.
            return new ToolOutcome.Refused("resource", "lies at or under the issuer");
        }
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

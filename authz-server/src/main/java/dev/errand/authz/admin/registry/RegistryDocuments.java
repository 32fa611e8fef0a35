package dev.errand.authz.admin.registry;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.keys.Issuer;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictYaml;
import dev.errand.toolscope.plan.RegistryPlan;
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolScopes;

/** The registry as one document: read, compared and registered. Thread-safe. */
@Component
public final class RegistryDocuments {

    /** A large document is thousands of statements, where other requests have a handful. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final ToolScopes registry;
    private final ToolScopeAdmin admin;
    private final Issuer issuer;
    private final TransactionTemplate transaction;

    RegistryDocuments(ToolScopes registry, ToolScopeAdmin admin, Issuer issuer, PlatformTransactionManager transactions) {
        this.registry = registry;
        this.admin = admin;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout((int) AT_MOST.toSeconds());
    }

    /** The registry at a revision. */
    public record Export(String yaml, String revision) {}

    /** What is registered. The revision is read first: a change in between makes it too old, never too new. */
    public Export export() {
        String revision = registry.revision();
        return new Export(RegistryYaml.write(registry.document()), revision);
    }

    /** What registering the document would change, at a revision that is too old rather than too new. */
    public RegistryOutcome plan(String yaml) {
        return read(yaml, document -> {
            String revision = registry.revision();
            RegistryDocument registered = registry.document();
            return switch (StrictYaml.located(registered.with(document), yaml)) {
                case Parsed.Value<RegistryDocument>(RegistryDocument after) ->
                    new RegistryOutcome.Planned(RegistryPlan.between(registered, after), revision);
                case Parsed.Malformed<RegistryDocument>(String member, String problem) ->
                    new RegistryOutcome.Refused(member, problem);
            };
        });
    }

    /**
     * Registers the document, all of it or nothing, if the registry is one that the caller has seen.
     *
     * @param seen what the revision has to be
     */
    public RegistryOutcome register(String yaml, Precondition seen, Change change) {
        return read(yaml, document -> Objects.requireNonNull(transaction.execute(_ -> {
            admin.lock();
            String revision = registry.revision();
            return seen.met(Optional.of(new EntityTag(revision)))
                    ? register(document, yaml, change)
                    : new RegistryOutcome.Changed(revision);
        })));
    }

    private RegistryOutcome register(RegistryDocument document, String yaml, Change change) {
        return switch (admin.apply(document, change)) {
            case Applied.Done done -> new RegistryOutcome.Registered(done.changes(), registry.revision());
            case Applied.Refused refused ->
                new RegistryOutcome.Refused(refused.member(), located(refused.member(), refused.problem(), yaml));
        };
    }

    private RegistryOutcome read(String yaml, Function<RegistryDocument, RegistryOutcome> next) {
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Malformed<RegistryDocument>(String member, String problem) ->
                new RegistryOutcome.Unreadable(member, problem);
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> ownTool(document)
                    .<RegistryOutcome>map(member -> new RegistryOutcome.Unreadable(member,
                            located(member, "lies at or under the issuer", yaml)))
                    .orElseGet(() -> next.apply(document));
        };
    }

    /** A tool under the issuer's own address could have its credentials taken for tokens of this server. */
    private Optional<String> ownTool(RegistryDocument document) {
        List<RegisteredTool> tools = document.tools();
        return IntStream.range(0, tools.size()).filter(i -> issuer.contains(tools.get(i).resource()))
                .mapToObj(i -> "tools[" + i + "].resource").findFirst();
    }

    private static String located(String member, String problem, String yaml) {
        return StrictYaml.located(new Parsed.Malformed<>(member, problem), yaml) instanceof Parsed.Malformed<Object> found
                ? found.problem()
                : problem;
    }
}

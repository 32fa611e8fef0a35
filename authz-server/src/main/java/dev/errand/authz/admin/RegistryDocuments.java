package dev.errand.authz.admin;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.keys.Issuer;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.plan.RegistryPlan;
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolScopes;

/** The registry as one document: read, compared and registered. Thread-safe. */
@Component
final class RegistryDocuments {

    /** A large document is thousands of statements, where other requests have a handful. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final RegistryDocument NOTHING = new RegistryDocument(List.of(), List.of());

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
    record Export(String yaml, String revision) {}

    /** What is registered. The revision is read first: a change in between makes it too old, never too new. */
    Export export() {
        String revision = registry.revision();
        return new Export(RegistryYaml.write(registry.document()), revision);
    }

    /** What registering the document would change, at a revision that is too old rather than too new. */
    RegistryOutcome plan(String yaml) {
        return read(yaml, document -> {
            String revision = registry.revision();
            RegistryDocument registered = registry.document();
            return switch (registered.with(document)) {
                case Parsed.Value<RegistryDocument>(RegistryDocument after) ->
                    new RegistryOutcome.Planned(RegistryPlan.between(registered, after), revision);
                case Parsed.Malformed<RegistryDocument>(String member, String problem) ->
                    new RegistryOutcome.Refused(member, problem, Optional.empty());
            };
        });
    }

    /**
     * Registers the document, all of it or nothing, if the registry is one that the caller has seen.
     *
     * @param seen whether a revision is such a one
     */
    RegistryOutcome register(String yaml, Predicate<String> seen, Change change) {
        return read(yaml, document -> Objects.requireNonNull(transaction.execute(_ -> {
            // A document with nothing in it changes nothing, and lets no other change in until this one has ended.
            admin.apply(NOTHING, change);
            String revision = registry.revision();
            return seen.test(revision) ? register(document, change) : new RegistryOutcome.Changed(revision);
        })));
    }

    private RegistryOutcome register(RegistryDocument document, Change change) {
        return switch (admin.apply(document, change)) {
            case Applied.Done done -> new RegistryOutcome.Registered(done.changes(), registry.revision());
            case Applied.Refused refused ->
                new RegistryOutcome.Refused(refused.member(), refused.problem(), Optional.empty());
        };
    }

    private RegistryOutcome read(String yaml, Function<RegistryDocument, RegistryOutcome> next) {
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Malformed<RegistryDocument>(String member, String problem) ->
                new RegistryOutcome.Unreadable(member, problem, Optional.empty());
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> own(document).orElseGet(
                    () -> next.apply(document));
        };
    }

    /** A tool under the issuer's own address could have its credentials taken for tokens of this server. */
    private Optional<RegistryOutcome> own(RegistryDocument document) {
        for (int i = 0; i < document.tools().size(); i++) {
            if (issuer.contains(document.tools().get(i).resource())) {
                return Optional.of(new RegistryOutcome.Unreadable("tools[" + i + "].resource", "lies at or under the issuer",
                        Optional.empty()));
            }
        }
        return Optional.empty();
    }
}

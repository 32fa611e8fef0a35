package dev.errand.authz.running;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.Applied;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.Retirement;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolScopes;

/** What is registered at a server, for tests that change it and put it back as it was when this was made. */
public final class Registry implements AutoCloseable {

    private static final Change CHANGE = new Change("a test", "to see what follows");

    private final ToolScopeAdmin admin;
    private final RegistryDocument asItWas;

    public Registry(RunningServer server) {
        this.admin = server.bean(ToolScopeAdmin.class);
        this.asItWas = server.bean(ToolScopes.class).document();
    }

    /** Puts another version of a scope into force. */
    public void scope(String name, UnaryOperator<ToolScope> change) {
        List<ToolScope> scopes = asItWas.scopes().stream()
                .map(scope -> scope.name().value().equals(name) ? change.apply(scope) : scope).toList();
        apply(new RegistryDocument(asItWas.tools(), scopes, asItWas.compositions(), asItWas.neverTogether(),
                asItWas.retired()));
    }

    /** Puts another version of a composition into force. */
    public void composition(String name, UnaryOperator<Composition> change) {
        List<Composition> compositions = asItWas.compositions().stream()
                .map(one -> one.name().equals(name) ? change.apply(one) : one).toList();
        apply(new RegistryDocument(asItWas.tools(), asItWas.scopes(), compositions, asItWas.neverTogether(),
                asItWas.retired()));
    }

    /** Puts another version of a rule into force. */
    public void rule(String name, UnaryOperator<NeverTogether> change) {
        List<NeverTogether> rules = asItWas.neverTogether().stream()
                .map(one -> one.name().equals(name) ? change.apply(one) : one).toList();
        apply(new RegistryDocument(asItWas.tools(), asItWas.scopes(), asItWas.compositions(), rules,
                asItWas.retired()));
    }

    public void retireScope(String name) {
        retire(EntryName.of(new ScopeName(name)));
    }

    public void retireComposition(String name) {
        retire(new EntryName(EntryKind.COMPOSITION, name));
    }

    public void retireRule(String name) {
        retire(new EntryName(EntryKind.NEVER_TOGETHER, name));
    }

    private void retire(EntryName entry) {
        if (!(admin.retire(entry, CHANGE) instanceof Retirement.Retired)) {
            throw new AssertionError(entry + " is not retired");
        }
    }

    private void apply(RegistryDocument document) {
        if (admin.apply(document, CHANGE) instanceof Applied.Refused refused) {
            throw new AssertionError(refused.member() + " " + refused.problem());
        }
    }

    @Override
    public void close() {
        apply(asItWas);
    }
}

package dev.errand.authz.run.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.ToolScopes;

/** Says in words what an authority allows. Thread-safe. */
@Component
public final class ScopeWords {

    private final ToolScopes registry;
    private final MessageSource texts;

    public ScopeWords(ToolScopes registry, MessageSource texts) {
        this.registry = registry;
        this.texts = texts;
    }

    /**
     * The sentence for an authority.
     *
     * @param version the version of its scope that has the words
     */
    public ScopeSentence of(Authority authority, int version) {
        Optional<ToolScope> scope = registry.version(authority.scope(), version);
        List<String> limits = new ArrayList<>();
        authority.actions().values().forEach(parameters -> parameters
                .forEach((parameter, constraint) -> limits.add(limit(parameter, constraint))));
        return new ScopeSentence(authority.scope().value(), tool(authority.tool()),
                scope.map(ToolScope::description).orElse(authority.scope().value()), target(authority),
                scope.map(ToolScope::effect), limits.stream().distinct().toList());
    }

    /** What the tool is called. */
    public String tool(String resource) {
        return registry.tool(resource).map(RegisteredTool::name).orElse(resource);
    }

    /** What the authority extends to; empty if it names no object. */
    public String target(Authority authority) {
        return authority.identifier().map(identifier -> switch (identifier) {
            case Identifiers.Exactly exactly -> text("only", exactly.value());
            case Identifiers.Matching matching -> text("any", matching.pattern());
            case Identifiers.SameAs same -> text("only", same.asConstraint().words());
        }).orElse("");
    }

    /** What a parameter may be. */
    public String limit(String parameter, Constraint constraint) {
        return constraint instanceof Constraint.Free
                ? text("free", parameter)
                : text("limit", parameter, constraint.words());
    }

    private String text(String word, Object... arguments) {
        return texts.getMessage("runs.scope." + word, arguments, LocaleContextHolder.getLocale());
    }
}

package dev.errand.authz.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;

/** A scope as people read it: what may be done, on what, within which limits, and what its credentials are like. */
@Component
public final class ScopeSentences {

    private final MessageSource texts;

    ScopeSentences(MessageSource texts) {
        this.texts = texts;
    }

    /** The sentences, each complete by itself. */
    public List<String> of(ToolScope scope) {
        List<String> sentences = new ArrayList<>();
        String what = scope.actions().stream().map(ToolAction::name).collect(Collectors.joining(", "));
        sentences.add(scope.identifier()
                .map(identifier -> text("sentence.on." + word(identifier), what, identifier.asConstraint().words(),
                        scope.tool()))
                .orElseGet(() -> text("sentence.at", what, scope.tool())));
        scope.actions().forEach(action -> sentences.add(parameters(action)));
        sentences.add(text("sentence.credential", scope.maxUses(), scope.lifetime().toSeconds()));
        sentences.add(text("sentence.effect." + scope.effect().word()));
        scope.runDefault().ifPresent(run -> sentences.add(text("sentence.run", run.maxCalls(),
                run.totals().isEmpty()
                        ? ""
                        : run.totals().entrySet().stream()
                                .map(total -> text("sentence.total", total.getKey(),
                                        new Constraint.MoneyLimit(total.getValue()).words()))
                                .collect(Collectors.joining()))));
        if (scope.consentMemory()) {
            sentences.add(text("sentence.memory"));
        }
        return sentences;
    }

    private static String word(Identifiers identifier) {
        return switch (identifier) {
            case Identifiers.Matching matching -> "pattern";
            case Identifiers.Exactly exactly -> "value";
            case Identifiers.SameAs same -> "session";
        };
    }

    private String parameters(ToolAction action) {
        return action.parameters().isEmpty()
                ? text("sentence.no-parameters", action.name())
                : text("sentence.parameters", action.name(), action.parameters().entrySet().stream()
                        .map(parameter -> parameter.getKey() + " " + parameter.getValue().words())
                        .collect(Collectors.joining("; ")));
    }

    private String text(String key, Object... arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        return texts.getMessage("registry." + key, arguments, locale);
    }
}

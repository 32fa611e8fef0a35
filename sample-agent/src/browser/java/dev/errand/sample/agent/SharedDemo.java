package dev.errand.sample.agent;

import java.util.Optional;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import dev.errand.sample.agent.stage.Stage;

/** Gives every test of the pages the same {@link Demo}, on the stage of the other end-to-end tests. */
public final class SharedDemo implements ParameterResolver {

    private final SharedStage stage = new SharedStage();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Demo.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stage played = stage.stage(context);
        return context.getRoot().getStore(Namespace.GLOBAL)
                .computeIfAbsent(Performance.class, key -> Performance.on(played), Performance.class).demo();
    }

    /** The demo, or why there is none: what failed for one test is not tried again for the next. */
    private record Performance(Optional<Demo> played, Optional<RuntimeException> failure) {

        static Performance on(Stage stage) {
            try {
                return new Performance(Optional.of(Demo.playedOn(stage)), Optional.empty());
            } catch (RuntimeException e) {
                return new Performance(Optional.empty(), Optional.of(e));
            }
        }

        Demo demo() {
            return played.orElseThrow(() -> failure.orElseThrow());
        }

    }

}

package dev.errand.sample.agent;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import dev.errand.sample.agent.stage.Jars;
import dev.errand.sample.agent.stage.Stage;

/** Gives every end-to-end test the same stage, started by the first and ended after the last. */
final class SharedStage implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class || parameter.getParameter().getType() == Backstage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stage stage = stage(context);
        return parameter.getParameter().getType() == Stage.class ? stage : new Backstage(stage);
    }

    Stage stage(ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Curtain.class, key -> Curtain.raise(), Curtain.class).stage();
    }

    static Jars jars() {
        return Jars.builtIn(Path.of(System.getProperty("errand.home", "..")));
    }

    /** The stage, or why there is none: what did not start for one test is not tried again for the next. */
    private record Curtain(Optional<Stage> raised, Optional<RuntimeException> failure) implements AutoCloseable {

        static Curtain raise() {
            try {
                return new Curtain(Optional.of(Stage.start(jars(), new SecureRandom())), Optional.empty());
            } catch (RuntimeException e) {
                return new Curtain(Optional.empty(), Optional.of(e));
            }
        }

        Stage stage() {
            return raised.orElseThrow(() -> failure.orElseThrow());
        }

        @Override
        public void close() {
            raised.ifPresent(Stage::close);
        }

    }

}

package dev.errand.sample.agent;

import java.nio.file.Path;
import java.security.SecureRandom;

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
        Stage stage = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Stage.class, key -> start(), Stage.class);
        return parameter.getParameter().getType() == Stage.class ? stage : new Backstage(stage);
    }

    private static Stage start() {
        return Stage.start(Jars.builtIn(Path.of(System.getProperty("errand.home", ".."))), new SecureRandom());
    }

}

package dev.errand.sample.agent;

import java.security.SecureRandom;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import dev.errand.sample.agent.stage.Stage;

/** Gives the tests of one class a {@link Demo} on a stage of its own, at which nothing is registered yet. */
public final class FirstDay implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Demo.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getParent().orElseThrow().getStore(Namespace.create(FirstDay.class, context.getRequiredTestClass()))
                .computeIfAbsent(Opening.class, key -> Opening.night(), Opening.class).demo();
    }

    private record Opening(Stage stage) implements AutoCloseable {

        static Opening night() {
            return new Opening(Stage.startForDevelopment(SharedStage.jars(), new SecureRandom()));
        }

        Demo demo() {
            return Demo.before(stage);
        }

        @Override
        public void close() {
            stage.close();
        }

    }

}

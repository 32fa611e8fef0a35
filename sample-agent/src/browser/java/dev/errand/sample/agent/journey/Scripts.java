package dev.errand.sample.agent.journey;

import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

import dev.errand.sample.agent.chromium.Look;

/** Every journey goes with JavaScript and without. */
final class Scripts implements ArgumentsProvider {

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(Look.DESKTOP, Look.DESKTOP.withoutScript()).map(Arguments::of);
    }

}

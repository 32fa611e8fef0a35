package dev.errand.cli;

import java.io.IOException;

/** A program that stands in for the sample agent: it ends with the exit code that its jar holds. */
public final class ExitsWith {

    static final String CODE = "exit-code";

    private ExitsWith() {}

    public static void main(String[] arguments) throws IOException {
        try (var code = ExitsWith.class.getClassLoader().getResourceAsStream(CODE)) {
            System.exit(code.read());
        }
    }

}

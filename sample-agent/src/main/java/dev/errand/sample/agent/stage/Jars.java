package dev.errand.sample.agent.stage;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The packaged applications that a stage starts.
 *
 * @param server the authorization server
 * @param tools the two sample tools
 */
public record Jars(Path server, Path tools) {

    public Jars {
        existing(server);
        existing(tools);
    }

    /** The jars that a build has left below {@code home}, the project's top directory. */
    public static Jars builtIn(Path home) {
        return new Jars(home.resolve("authz-server/target/authz-server.jar"),
                home.resolve("sample-tools/target/sample-tools.jar"));
    }

    private static void existing(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("No " + jar.toAbsolutePath() + "; build it first: ./mvnw -DskipTests package");
        }
    }

}

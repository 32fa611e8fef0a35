package dev.errand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module's jar, run on this JVM's own Java with this process's input and output. */
final class JarProcess {

    private final Path home;
    private final Path jar;

    JarProcess(Path home, String module) {
        this.home = home;
        this.jar = home.resolve(module).resolve("target").resolve(module + ".jar");
    }

    /**
     * Runs the jar and returns its exit code. The process does not outlive this one.
     *
     * @throws IOException if there is no such jar, or it cannot be started
     */
    int run() throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("No " + jar.toAbsolutePath() + "; build it first: ./mvnw -DskipTests package");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-Derrand.home=" + home, "-jar", jar.toString()).inheritIO().start();
        Thread end = new Thread(() -> end(process), "end-of-child");
        Runtime.getRuntime().addShutdownHook(end);
        int code = process.onExit().join().exitValue();
        forget(end);
        return code;
    }

    private static void end(Process process) {
        process.destroy();
        process.onExit().join();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook finds the child ended.
        }
    }

}

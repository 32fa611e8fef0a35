package dev.errand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class CliTest {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: errand").contains("demo").contains("serve");
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("errand \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void asksWhichCommandWhereThereIsNone() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand").contains("Usage: errand");
    }

    @Test
    void refusesCommandThatDoesNotExist() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("fly");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void demoExitsAsTheSampleAgentDoes(int code) throws IOException {
        sampleAgentThatExitsWith(code);
        assertThat(run("demo")).isEqualTo(code);
    }

    @Test
    void demoSaysWhichJarIsMissing() {
        assertThat(run("demo")).isEqualTo(1);
        assertThat(err.toString()).contains("sample-agent.jar").contains("./mvnw");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Cli.commandLine(home).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private void sampleAgentThatExitsWith(int code) throws IOException {
        Path jar = Files.createDirectories(home.resolve("sample-agent/target")).resolve("sample-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ExitsWith.class.getName());
        String name = ExitsWith.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var compiled = ExitsWith.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            compiled.transferTo(out);
            out.closeEntry();
            out.putNextEntry(new JarEntry(ExitsWith.CODE));
            out.write(code);
            out.closeEntry();
        }
    }

}

package dev.errand.cli.scopes;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.cli.Cli;

import static org.assertj.core.api.Assertions.assertThat;

/** What a pull request is told about a change to the document. */
class CheckCommandTest {

    private static final String DOCUMENT = """
            tools:
              - {resource: "https://refunds.example", name: Refunds, jwks: {keys: []}}
            scopes:
              - name: write:refunds
                tool: https://refunds.example
                description: Refund
                effect: write
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: create-refund
                    parameters:
                      amount: {max: "50.00", currency: USD}
                      reason: free
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(String old, String changed) throws IOException {
        Path before = Files.writeString(directory.resolve("OLD.yaml"), old);
        Path after = Files.writeString(directory.resolve("NEW.yaml"), changed);
        return run("check", "--against", before.toString(), after.toString());
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(Stream.of("scopes"), Stream.of(arguments)).toArray(String[]::new);
        return Cli.commandLine(directory).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
    }

    @Test
    void nothingIsWiderInTheSameFile() throws IOException {
        assertThat(check(DOCUMENT, DOCUMENT)).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aNarrowerLimitPasses() throws IOException {
        assertThat(check(DOCUMENT, DOCUMENT.replace("50.00", "20.00"))).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aWiderLimitIsNamedWithACallThatShowsIt() throws IOException {
        assertThat(check(DOCUMENT, DOCUMENT.replace("50.00", "80.00"))).isOne();
        assertThat(out.toString().lines()).singleElement().asString().startsWith("scope write:refunds: ")
                .contains("50.00", "80.00", ": wider", " USD is allowed by NEW.yaml and not by OLD.yaml");
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("no YAML", "scopes: [", "NEW.yaml: it "),
                Arguments.of("an unknown member", DOCUMENT + "scope: []\n", "NEW.yaml: scope "),
                Arguments.of("a limit that is no number", DOCUMENT.replace("50.00", "fifty"),
                        "NEW.yaml: scopes[0].actions[0].parameters.amount"),
                Arguments.of("a scope of no tool", DOCUMENT.replace("tool: https://refunds.example", "tool: https://x.example"),
                        "NEW.yaml: scopes[0].tool "),
                Arguments.of("more than 1 MiB", DOCUMENT + "#".repeat(1 << 20), "NEW.yaml: it is larger than 1048576 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aFileThatCannotBeUsedIsAnotherExitCode(String what, String changed, String message) throws IOException {
        assertThat(check(DOCUMENT, changed)).as(what).isEqualTo(2);
        assertThat(err.toString()).startsWith(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThat(run("check", "--against", directory.resolve("OLD.yaml").toString(), "NEW.yaml")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("OLD.yaml: there is no such file" + System.lineSeparator());
    }

    @Test
    void asksForAKeyBeforeItAsksAServer() {
        assertThat(run("export")).isEqualTo(2);
        assertThat(err.toString()).contains("admin-client.jwk: cannot be read; start ./errand serve once");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException, JOSEException {
        Path key = Files.writeString(directory.resolve("key.jwk"),
                new ECKeyGenerator(Curve.P_256).generate().toJSONString());
        assertThat(run("export", "--server", "http://127.0.0.1:1", "--key", key.toString())).isOne();
        assertThat(err.toString()).startsWith("No answer from http://127.0.0.1:1");
    }
}

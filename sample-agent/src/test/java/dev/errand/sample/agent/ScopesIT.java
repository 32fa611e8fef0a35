package dev.errand.sample.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.errand.sample.agent.stage.Stage;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code errand scopes}, the packaged command line against the packaged server. */
@ExtendWith(SharedStage.class)
class ScopesIT {

    private static final Path CLI = Path.of(System.getProperty("errand.home", ".."), "cli", "target", "cli.jar");

    @TempDir
    Path directory;

    private record Result(int code, String out) {}

    @Test
    void whatIsExportedChangesNothingWhenItIsAppliedAgain(Stage stage) throws Exception {
        Result exported = scopes(stage, stage.adminClientKey(), "export");
        assertThat(exported.code()).as(exported.out()).isZero();
        assertThat(exported.out()).contains("read:orders", "write:refunds-under-50");
        Path file = Files.writeString(directory.resolve("scopes.yaml"), exported.out());
        assertThat(scopes(stage, stage.adminClientKey(), "apply", file.toString()).out()).isEqualTo("Nothing to change.\n");
        Files.writeString(file, exported.out().replace("50.00", "80.00"));
        Result planned = scopes(stage, stage.adminClientKey(), "plan", file.toString());
        assertThat(planned.out()).contains("50.00", "80.00", "wider");
    }

    @Test
    void aKeyThatIsNotRegisteredIsRefused(Stage stage) throws Exception {
        Path stolen = Files.writeString(directory.resolve("key.jwk"), stage.agent().key().toJSONString());
        Result refused = scopes(stage, stolen, "export");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).startsWith("The server refused (401)").doesNotContain("Exception");
    }

    private Result scopes(Stage stage, Path key, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", CLI.toString(), "scopes"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--server", stage.issuer().toString(), "--key", key.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out);
    }
}

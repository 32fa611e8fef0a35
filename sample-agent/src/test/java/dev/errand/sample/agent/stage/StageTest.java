package dev.errand.sample.agent.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StageTest {

    @TempDir
    Path directory;

    @Test
    void secretsAreReadableForTheirOwnerAlone() throws IOException {
        Path file = PrivateFile.write(directory.resolve("secret"), "geheim");
        assertThat(file).hasContent("geheim");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void bootstrapHoldsPublicKeysAloneAndNoBlankLeft() {
        Cast cast = Cast.random(new SecureRandom());
        String yaml = Bootstrap.yaml(cast, URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"),
                URI.create("http://127.0.0.1:3"));
        assertThat(yaml).doesNotContain("${").doesNotContain("\"d\"")
                .contains(cast.user().password(), cast.admin().password(), cast.auditor().password(), "http://127.0.0.1:3");
    }

    @Test
    void whatIsNotRegisteredIsNotInTheBootstrap() {
        URI nowhere = URI.create("http://127.0.0.1:1");
        String yaml = Bootstrap.unregistered(Cast.random(new SecureRandom()), nowhere, nowhere, nowhere);
        assertThat(yaml).contains("support-agent").doesNotContain("tools:", "\nscopes:").endsWith("\n");
    }

    @Test
    void portsAreDifferent() {
        Ports ports = Ports.free();
        assertThat(List.of(ports.server(), ports.orders(), ports.refunds())).doesNotHaveDuplicates();
    }

    @Test
    void missingJarIsNamedWithTheCommandThatBuildsIt() {
        assertThatThrownBy(() -> Jars.builtIn(directory)).hasMessageContaining("authz-server.jar").hasMessageContaining("./mvnw");
    }

    @Test
    void showsLastOutputOfProcessThatDies() {
        StageProcess process = StageProcess.start("server", URI.create("http://127.0.0.1:1"), directory.resolve("none.jar"),
                List.of(), directory.resolve("server.log"));
        assertThatThrownBy(() -> new Readiness(Duration.ofSeconds(30)).await(process))
                .hasMessageContaining("server has ended").hasMessageContaining("none.jar");
    }

}

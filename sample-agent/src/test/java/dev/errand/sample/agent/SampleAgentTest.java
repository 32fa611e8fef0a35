package dev.errand.sample.agent;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.errand.sample.agent.transcript.Paint;

import static org.assertj.core.api.Assertions.assertThat;

class SampleAgentTest {

    @Test
    void exitsWithOneAndSaysWhyWhereThereIsNothingToStart(@TempDir Path home) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = SampleAgent.run(home, new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.PLAIN);
        assertThat(code).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("1 did not come out as it must", "authz-server.jar");
    }

}

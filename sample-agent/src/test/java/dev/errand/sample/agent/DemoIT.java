package dev.errand.sample.agent;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.transcript.Paint;
import dev.errand.sample.agent.transcript.Transcript;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedStage.class)
class DemoIT {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Transcript transcript = new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8), Paint.PLAIN);

    @Test
    void everyLineComesOutAsItMust(Stage stage) {
        new Errand(stage, transcript, Backstage.CLOCK, new SecureRandom()).play();

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(transcript.failures()).as(text).isEmpty();
        assertThat(transcript.allowed()).isGreaterThanOrEqualTo(2);
        assertThat(transcript.reasons()).contains("already_used", "proof_key_mismatch", "wrong_audience", "bearer_downgrade",
                "limit_exceeded", "wider_than_registered", "identifier_not_allowed", "refresh_reused", "session_ended");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(text).as("no token, no password").doesNotContain("eyJ", stage.user().password(), stage.admin().password());
    }

}

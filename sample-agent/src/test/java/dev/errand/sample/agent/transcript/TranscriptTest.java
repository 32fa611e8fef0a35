package dev.errand.sample.agent.transcript;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

class TranscriptTest {

    private static final Row ROW = new Row("refunds", "write:refunds-under-50", "order-12345 <= 50.00 USD",
            "AAAAAAAAAAAAAAAAAAAAAA");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Transcript transcript = transcript(Paint.PLAIN);

    @ParameterizedTest(name = "expected {0}, came out {1}")
    @CsvSource(textBlock = """
            allowed,      allowed,      true
            allowed,      already_used, false
            already_used, allowed,      false
            already_used, already_used, true
            already_used, run_ended,    false
            already_used, '',           false
            """)
    void lineFailsUnlessItCameOutAsExpected(String expected, String cameOut, boolean passes) {
        transcript.line(ROW, expected.equals("allowed") ? new Expected.Allowed() : new Expected.Refused(expected),
                reply(cameOut));
        assertThat(transcript.failures()).hasSize(passes ? 0 : 1);
        assertThat(text().contains("FAILED line 1")).isEqualTo(!passes);
    }

    @Test
    void countsWhatCameOutAsItMust() {
        transcript.line(ROW, new Expected.Allowed(), reply("allowed"));
        transcript.line(ROW, new Expected.Refused("already_used"), reply("already_used"));
        transcript.line(ROW, new Expected.Refused("already_used"), reply("already_used"));
        transcript.line(ROW, new Expected.Refused("run_ended"), reply("session_ended"));
        assertThat(transcript.allowed()).isEqualTo(1);
        assertThat(transcript.reasons()).containsExactly("already_used");
        assertThat(transcript.failures()).singleElement().asString().contains("line 4", "run_ended", "session_ended");
    }

    @Test
    void noLineIsWiderThan120ColumnsAndNoneIsColouredOffTerminal() {
        transcript.columns();
        transcript.line(ROW, new Expected.Refused("identifier_not_allowed"), reply("identifier_not_allowed"));
        assertThat(text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(text()).doesNotContain("\u001b");
    }

    @Test
    void coloursChangeNothingButColours() {
        Transcript coloured = transcript(Paint.COLOURED);
        coloured.line(ROW, new Expected.Allowed(), reply("allowed"));
        assertThat(text()).contains("\u001b[32m");
        String plain = text().replaceAll("\u001b\\[[0-9;]*m", "");
        bytes.reset();
        transcript.line(ROW, new Expected.Allowed(), reply("allowed"));
        assertThat(plain).isEqualTo(text());
    }

    private static Reply<String> reply(String outcome) {
        return outcome.equals("allowed")
                ? new Reply.Granted<>("")
                : new Reply.Refused<>(new Refusal(401, "invalid_token", outcome));
    }

    private Transcript transcript(Paint paint) {
        return new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8), paint);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

}

package dev.errand.sample.agent;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

import dev.errand.sample.agent.stage.Jars;
import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.transcript.Paint;
import dev.errand.sample.agent.transcript.Transcript;

/**
 * Runs the demo. The system property {@code errand.home} names the project's top directory, where the packaged jars are;
 * without it that is the current directory. The exit code is 0 only if every line came out as it must.
 */
public final class SampleAgent {

    private SampleAgent() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(Path.of(System.getProperty("errand.home", ".")), out, Paint.ofTerminal()));
    }

    static int run(Path home, PrintStream out, Paint paint) {
        Transcript transcript = new Transcript(out, paint);
        SecureRandom random = new SecureRandom();
        transcript.heading("Starting the authorization server and two tools");
        try (Stage stage = Stage.start(Jars.builtIn(home), random)) {
            play(stage, transcript, random);
        } catch (RuntimeException e) {
            transcript.fail(String.valueOf(e.getMessage()));
        }
        return verdict(transcript, out);
    }

    private static void play(Stage stage, Transcript transcript, SecureRandom random) {
        transcript.value("server", stage.issuer());
        transcript.value("orders", stage.orders().resource());
        transcript.value("refunds", stage.refunds().resource());
        try {
            new Errand(stage, transcript, InstantSource.system(), random).play();
        } catch (RuntimeException e) {
            transcript.fail(e.getMessage() + "\n" + stage.obituaries());
        }
    }

    private static int verdict(Transcript transcript, PrintStream out) {
        List<String> failures = transcript.failures();
        out.println();
        if (failures.isEmpty()) {
            out.println("Every line came out as it must: " + transcript.allowed() + " requests allowed, refusals for "
                    + transcript.reasons().size() + " different reasons.");
            return 0;
        }
        out.println(failures.size() + " did not come out as it must:");
        failures.forEach(failure -> out.println("  " + failure));
        return 1;
    }

}

package dev.errand.sample.agent;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.oauth.RunDetails;
import dev.errand.sample.agent.oauth.RunDetails.Budget;
import dev.errand.sample.agent.oauth.RunDetails.Part;
import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.transcript.Paint;
import dev.errand.sample.agent.transcript.Transcript;

/** What the tests of the pages know of the demo: its stage, on which one whole errand has been played. */
public final class Demo {

    private final Stage stage;

    private Demo(Stage stage) {
        this.stage = stage;
    }

    /** Plays the demo and opens two runs more, so that every page has something to show. */
    static Demo playedOn(Stage stage) {
        Transcript transcript = new Transcript(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Paint.PLAIN);
        new Errand(stage, transcript, Backstage.CLOCK, new SecureRandom()).play();
        if (!transcript.failures().isEmpty()) {
            throw new IllegalStateException("The demo failed: " + transcript.failures());
        }
        Demo demo = new Demo(stage);
        DemoRun goingOn = demo.open();
        goingOn.read();
        goingOn.refund(Limit.usd("20.00"));
        demo.open().draw();
        return demo;
    }

    /** A stage on which nothing has been played yet. */
    static Demo before(Stage stage) {
        return new Demo(stage);
    }

    /** The processes. */
    public Stage stage() {
        return stage;
    }

    /** Opens a run to which the user has consented, and leaves it open. */
    public DemoRun open() {
        return open(Wishes.run());
    }

    /** Opens a run for one scope alone, which may be the only one that is registered. */
    public DemoRun open(String scope) {
        RunDetails all = Wishes.run();
        List<Part> ceiling = all.ceiling().stream().filter(part -> part.scope().equals(scope)).toList();
        Map<String, Limit> totals = ceiling.getFirst().limits().isEmpty() ? Map.of() : all.budget().totals();
        return open(new RunDetails(all.purpose(), all.life(), ceiling, new Budget(all.budget().maxCalls(), totals)));
    }

    private DemoRun open(RunDetails details) {
        return new DemoRun(stage, new Backstage(stage).opening().open(new Person(stage.user(), stage.issuer()), details));
    }

    /** Asks for a run, as an agent does, and returns the path at which its user is asked for consent. */
    public String request() {
        URI uri = new Backstage(stage).opening().instance(DPoPKey.generate()).push(Wishes.run()).value("The request")
                .authorizeUri();
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

}

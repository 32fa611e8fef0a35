package dev.errand.sample.agent;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.ledger.LedgerReader;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.oauth.ServerMetadata;
import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.tool.Tool;
import dev.errand.sample.agent.tool.ToolCall;
import dev.errand.sample.agent.transcript.Transcript;

/** The whole demo: one errand, the attacks, and what the ledger says about them. */
final class Errand {

    private static final Limit REFUND = Limit.usd("20.00");

    private final Stage stage;
    private final Transcript transcript;
    private final InstantSource clock;
    private final RunOpening opening;
    private final Calls calls;
    private final Person user;

    Errand(Stage stage, Transcript transcript, InstantSource clock, SecureRandom random) {
        this.stage = stage;
        this.transcript = transcript;
        this.clock = clock;
        this.opening = new RunOpening(ServerMetadata.discover(stage.issuer()), stage.agent(), clock, random);
        this.calls = new Calls(transcript);
        this.user = new Person(stage.user(), stage.issuer());
    }

    /** Plays everything; {@link Transcript#failures()} tells how it went. */
    void play() {
        OpenRun run = open("1. The user logs in, and consents to one run of the agent");
        errand(run);
        attacks(run);
        OpenRun fresh = open("4. The user consents to another run, and logs out during it");
        new EndingAttacks(transcript, calls, stage.orders()).exchangeAfterLogout(fresh, user);
        ledger(run, fresh);
    }

    private OpenRun open(String heading) {
        transcript.heading(heading);
        OpenRun run = opening.open(user, Wishes.run());
        transcript.value("user", stage.user().username());
        transcript.value("agent", stage.agent().clientId() + ", this instance's key " + run.key().jkt());
        run.consented().forEach(sentence -> transcript.value("consents to", sentence));
        RunView view = view(run);
        transcript.value("run", view.id() + ", " + view.state() + " until " + view.deadline());
        transcript.value("budget", view.budget());
        return run;
    }

    private static RunView view(OpenRun run) {
        return new RunView(run.client().run(run.tokens()).value("The run's state"));
    }

    private void errand(OpenRun run) {
        transcript.heading("2. The errand: a credential of its own for each call");
        transcript.columns();
        Tool orders = stage.orders();
        Credential reading = run.credential(Wishes.readOrder(orders));
        calls.allowed(orders, reading, orders.call(run.http(), reading, ToolCall.readOrder(Wishes.ORDER)));
        Tool refunds = stage.refunds();
        Credential refund = run.credential(Wishes.refund(refunds, REFUND));
        calls.allowed(refunds, refund, refunds.call(run.http(), refund, ToolCall.refund(Wishes.ORDER, REFUND.max())));
        transcript.value("budget", view(run).budget());
    }

    private void attacks(OpenRun run) {
        transcript.heading("3. The attacks, each after its twin that succeeds");
        transcript.columns();
        new ToolAttacks(transcript, calls, run, stage.orders(), stage.refunds(), clock).play();
        new EndingAttacks(transcript, calls, stage.orders()).reuseRefreshToken(run);
    }

    private void ledger(OpenRun run, OpenRun fresh) {
        transcript.heading("5. What the ledger says: each call with the issuance that it was made under");
        Person admin = new Person(stage.admin(), stage.issuer());
        admin.logIn();
        LedgerCheck check = new LedgerCheck(transcript, new LedgerReader(admin, stage.issuer()));
        Map<String, String> names = Map.of(stage.orders().resource().toString(), stage.orders().name(),
                stage.refunds().resource().toString(), stage.refunds().name());
        check.play(run.id(), calls, names);
        check.play(fresh.id(), calls, names);
        transcript.say("%d calls joined to their issuance".formatted(check.joined()));
    }

}

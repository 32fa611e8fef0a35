package dev.errand.sample.agent;

import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.tool.Tool;
import dev.errand.sample.agent.tool.ToolCall;

/** A run that is open, with the agent instance that holds it. */
public final class DemoRun {

    private final Stage stage;
    private final OpenRun run;

    DemoRun(Stage stage, OpenRun run) {
        this.stage = stage;
        this.run = run;
    }

    /** The run's identifier. */
    public String id() {
        return run.id();
    }

    /** Gets a credential, reads the order with it and returns its identifier. */
    public String read() {
        return call(stage.orders(), Wishes.readOrder(stage.orders()), ToolCall.readOrder(Wishes.ORDER));
    }

    /** Gets a credential for a refund, makes the refund and returns the credential's identifier. */
    public String refund(Limit amount) {
        return call(stage.refunds(), Wishes.refund(stage.refunds(), amount), ToolCall.refund(Wishes.ORDER, amount.max()));
    }

    /** Gets a credential and makes no use of it; returns its identifier. */
    public String draw() {
        return run.credential(Wishes.readOrder(stage.orders())).id();
    }

    /** Why the server gives no credential to this run any more; empty if it does. */
    public String refusal() {
        return switch (run.ask(Wishes.readOrder(stage.orders()))) {
            case Reply.Refused<Credential>(var refusal) -> refusal.reason();
            case Reply.Granted<Credential> granted -> "";
        };
    }

    private String call(Tool tool, CallDetails details, ToolCall call) {
        Credential credential = run.credential(details);
        tool.call(run.http(), credential, call).value("The call of " + tool.name());
        return credential.id();
    }

}

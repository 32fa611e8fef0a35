package dev.errand.sample.agent;

import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.tool.Tool;
import dev.errand.sample.agent.tool.ToolCall;
import dev.errand.sample.agent.transcript.Expected;
import dev.errand.sample.agent.transcript.Row;
import dev.errand.sample.agent.transcript.Transcript;

/** Attacks on what has ended: a refresh token used up, a session logged out. */
final class EndingAttacks {

    private final Transcript transcript;
    private final Calls calls;
    private final Tool orders;
    private final CallDetails reading;

    EndingAttacks(Transcript transcript, Calls calls, Tool orders) {
        this.transcript = transcript;
        this.calls = calls;
        this.orders = orders;
        this.reading = Wishes.readOrder(orders);
    }

    /** Uses a refresh token twice: the run is dead then, its newest run token included. */
    void reuseRefreshToken(OpenRun run) {
        transcript.group("A refresh token again, which ends its run");
        Row row = new Row("server", "refresh token", "", "-");
        Reply<RunTokens> first = run.client().refresh(run.tokens().refreshToken());
        transcript.line(row, new Expected.Allowed(), first);
        OpenRun refreshed = run.with(first.value("The refresh"));
        calls.issued(reading, refreshed.ask(reading));
        transcript.line(row, new Expected.Refused("refresh_reused"), run.client().refresh(run.tokens().refreshToken()));
        calls.notIssued("run_ended", reading, refreshed.ask(reading));
    }

    /** Goes on with a run after its user has logged out. */
    void exchangeAfterLogout(OpenRun run, Person user) {
        transcript.group("A fresh run, after its user has logged out");
        Reply<Credential> twin = run.ask(reading);
        calls.issued(reading, twin);
        Credential credential = twin.value("The exchange");
        calls.allowed(orders, credential, orders.call(run.http(), credential, ToolCall.readOrder(Wishes.ORDER)));
        user.logOut();
        calls.notIssued("session_ended", reading, run.ask(reading));
    }

}

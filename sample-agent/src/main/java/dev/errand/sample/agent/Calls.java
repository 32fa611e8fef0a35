package dev.errand.sample.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.ledger.SentCall;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.tool.Tool;
import dev.errand.sample.agent.transcript.Expected;
import dev.errand.sample.agent.transcript.Row;
import dev.errand.sample.agent.transcript.Transcript;

/** Writes calls into the transcript, and remembers those that the ledger must tell of. */
final class Calls {

    private static final String NO_ID = "-";

    private final Transcript transcript;
    private final List<SentCall> sent = new ArrayList<>();
    private final Map<String, Set<String>> credentials = new HashMap<>();

    Calls(Transcript transcript) {
        this.transcript = transcript;
    }

    /** A tool call that must have been allowed. */
    void allowed(Tool tool, Credential credential, Reply<?> reply) {
        transcript.line(row(tool, credential), new Expected.Allowed(), reply);
        remember(credential);
        remember(credential, reply);
    }

    /** A tool call that must have been refused, by a tool that knew whose credential it was. */
    void refused(String reason, Tool tool, Credential credential, Reply<?> reply) {
        refusedUnread(reason, tool, credential, reply);
        remember(credential, reply);
    }

    /** A tool call that must have been refused before the tool accepted the credential as one of its own. */
    void refusedUnread(String reason, Tool tool, Credential credential, Reply<?> reply) {
        transcript.line(row(tool, credential), new Expected.Refused(reason), reply);
        remember(credential);
    }

    /** An exchange that must have been allowed. */
    void issued(CallDetails details, Reply<Credential> reply) {
        transcript.line(row(details, reply), new Expected.Allowed(), reply);
        if (reply instanceof Reply.Granted<Credential>(Credential credential)) {
            remember(credential);
        }
    }

    /** An exchange that must have been refused. */
    void notIssued(String reason, CallDetails details, Reply<Credential> reply) {
        transcript.line(row(details, reply), new Expected.Refused(reason), reply);
    }

    /** The remembered calls of a run. */
    List<SentCall> sent(String runId) {
        return sent.stream().filter(call -> call.runId().equals(runId)).toList();
    }

    /** The ids of a run's credentials, whether they were used or not. */
    Set<String> credentials(String runId) {
        return Set.copyOf(credentials.getOrDefault(runId, Set.of()));
    }

    private void remember(Credential credential) {
        credentials.computeIfAbsent(credential.runId(), run -> new HashSet<>()).add(credential.id());
    }

    private void remember(Credential credential, Reply<?> reply) {
        sent.add(switch (reply) {
            case Reply.Granted<?> granted -> new SentCall(credential.runId(), credential.id(), "allowed", "");
            case Reply.Refused<?>(Refusal refusal) ->
                new SentCall(credential.runId(), credential.id(), "refused", refusal.reason());
        });
    }

    private static Row row(Tool tool, Credential credential) {
        return new Row(tool.name(), credential.details().scope(), credential.details().bounds(), credential.id());
    }

    private static Row row(CallDetails details, Reply<Credential> reply) {
        String id = reply instanceof Reply.Granted<Credential>(Credential credential) ? credential.id() : NO_ID;
        return new Row("server", details.scope(), details.bounds(), id);
    }

}

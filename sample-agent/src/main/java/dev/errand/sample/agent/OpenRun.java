package dev.errand.sample.agent;

import java.util.List;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.RunTokens;

/**
 * A run and the agent instance that holds it.
 *
 * @param client the instance at the server
 * @param key the instance's key
 * @param http requests to tools that prove the key
 * @param tokens the run's tokens
 * @param consented what its user read and approved, a sentence for each scope
 */
record OpenRun(AgentClient client, DPoPKey key, Http http, RunTokens tokens, List<String> consented) {

    String id() {
        return tokens.runId();
    }

    /** Asks for a credential. */
    Reply<Credential> ask(CallDetails details) {
        return client.exchange(tokens, details);
    }

    /** A credential, where there is no play without it. */
    Credential credential(CallDetails details) {
        return ask(details).value("A credential for " + details.scope() + " " + details.bounds());
    }

    /** The same run with the tokens of a refresh. */
    OpenRun with(RunTokens refreshed) {
        return new OpenRun(client, key, http, refreshed, consented);
    }

    /** Leaves key and tokens out. */
    @Override
    public String toString() {
        return "OpenRun[" + id() + "]";
    }

}

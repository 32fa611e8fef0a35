package dev.errand.sample.agent;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

import dev.errand.dpop.client.DPoPInterceptor;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Landing;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.AgentIdentity;
import dev.errand.sample.agent.oauth.PushedRequest;
import dev.errand.sample.agent.oauth.RunDetails;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.oauth.ServerMetadata;

/** Opens runs: a new agent instance with a key of its own asks, a person consents. */
final class RunOpening {

    private final ServerMetadata server;
    private final AgentIdentity agent;
    private final InstantSource clock;
    private final SecureRandom random;

    RunOpening(ServerMetadata server, AgentIdentity agent, InstantSource clock, SecureRandom random) {
        this.server = server;
        this.agent = agent;
        this.clock = clock;
        this.random = random;
    }

    /** A new agent instance. */
    AgentClient instance(DPoPKey key) {
        return new AgentClient(server, agent, key, clock, random);
    }

    /** Opens a run that {@code person} approves. */
    OpenRun open(Person person, RunDetails details) {
        DPoPKey key = DPoPKey.generate();
        AgentClient client = instance(key);
        PushedRequest pushed = client.push(details).value("The pushed authorization request");
        Landing consent = person.follow(pushed.authorizeUri());
        URI response = person.approve(consent);
        RunTokens tokens = client.redeem(pushed.code(response)).value("The redemption of the code");
        return new OpenRun(client, key, Http.proving(new DPoPInterceptor(key, clock, random)), tokens,
                sentences(consent));
    }

    private static List<String> sentences(Landing consent) {
        return consent instanceof Landing.Page page ? page.document().select("li label.check").eachText() : List.of();
    }

}

package dev.errand.sample.agent.crash;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.crash.RememberedRun.Fate;
import dev.errand.sample.agent.crash.Tally.Seen;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.AuthorizationCode;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.oauth.PushedRequest;
import dev.errand.sample.agent.oauth.RunDetails;
import dev.errand.sample.agent.oauth.RunDetails.Budget;
import dev.errand.sample.agent.oauth.RunDetails.Part;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.oauth.ServerMetadata;
import dev.errand.sample.agent.stage.LoneServer;

/** One agent instance, its user at a browser, and what both remember over any number of kills. For one thread at a time. */
final class Instance {

    static final int MAX_CALLS = 1000;
    /** Little, so that the load meets the end of it. */
    static final Limit TOTAL = Limit.usd("20.00");

    private static final String ORDER = "order-12345";
    private static final String READ = "read:orders";
    private static final String REFUND = "write:refunds-under-50";
    private static final RunDetails RUN = new RunDetails("Hold on through every kill", Duration.ofHours(4),
            List.of(new Part(READ, ORDER, Map.of()), new Part(REFUND, ORDER, Map.of("amount", Limit.usd("5.00")))),
            new Budget(MAX_CALLS, Map.of("amount", TOTAL)));

    private final LoneServer server;
    private final InstantSource clock;
    private final Tally tally;
    private final AgentClient client;
    private final DPoPKey key = DPoPKey.generate();
    private final Redeemer redeemer;
    private final Wire wire = new Wire();
    private final Person user;
    private final List<RememberedRun> runs = new ArrayList<>();
    private List<RememberedRun> loggingOut = List.of();
    private Redeemer.@Nullable Redemption redeeming;
    private @Nullable Parked<PushedRequest> parkedRequest;
    private @Nullable Parked<AuthorizationCode> parkedCode;

    Instance(LoneServer server, InstantSource clock, SecureRandom random, Tally tally) {
        ServerMetadata metadata = ServerMetadata.discover(server.issuer());
        this.server = server;
        this.clock = clock;
        this.tally = tally;
        this.client = new AgentClient(metadata, server.agent(), key, clock, random);
        this.redeemer = new Redeemer(metadata, server.agent(), key, clock, random);
        this.user = new Person(server.user(), server.issuer());
    }

    /** Something that was acknowledged and is kept for later. */
    record Parked<T>(T value, Instant since) {}

    CallDetails read() {
        return new CallDetails(READ, server.orders(), "read-order", ORDER, Map.of());
    }

    CallDetails refund(Limit amount) {
        return new CallDetails(REFUND, server.refunds(), "create-refund", ORDER, Map.of("amount", amount));
    }

    PushedRequest push() {
        return client.push(RUN).value("The pushed authorization request");
    }

    AuthorizationCode consent(PushedRequest pushed) {
        return pushed.code(user.approve(user.follow(pushed.authorizeUri())));
    }

    Reply<RunTokens> redeem(AuthorizationCode code) {
        Redeemer.Redemption redemption = redeemer.of(code);
        redeeming = redemption;
        Reply<RunTokens> reply = wire.deliver(redeemer.send(redemption));
        redeeming = null;
        if (reply instanceof Reply.Granted<RunTokens>(RunTokens tokens)) {
            runs.add(new RememberedRun(client, wire, clock, redemption, tokens));
            tally.add(Seen.RUNS);
        }
        return reply;
    }

    void logOut() {
        loggingOut = liveRuns();
        loggingOut.forEach(run -> run.is(Fate.IN_DOUBT));
        parkedCode = null;
        user.logOut();
        wire.deliver(true);
        loggingOut.forEach(run -> run.is(Fate.ENDED));
        loggingOut = List.of();
    }

    void parkRequest() {
        parkedRequest = new Parked<>(push(), clock.instant());
    }

    void parkCode() {
        parkedCode = new Parked<>(consent(push()), clock.instant());
    }

    Optional<PushedRequest> takeParkedRequest(Duration atMost) {
        Parked<PushedRequest> taken = parkedRequest;
        parkedRequest = null;
        return Optional.ofNullable(taken).filter(parked -> isYoung(parked.since(), atMost)).map(Parked::value);
    }

    Optional<AuthorizationCode> takeParkedCode(Duration atMost) {
        Parked<AuthorizationCode> taken = parkedCode;
        parkedCode = null;
        return Optional.ofNullable(taken).filter(parked -> isYoung(parked.since(), atMost)).map(Parked::value);
    }

    /** The redemption that had no answer; asked for once. */
    Optional<Redeemer.Redemption> takeRedemptionInDoubt() {
        Optional<Redeemer.Redemption> taken = redemptionInDoubt();
        redeeming = null;
        return taken;
    }

    Optional<Redeemer.Redemption> redemptionInDoubt() {
        return Optional.ofNullable(redeeming);
    }

    /** The runs whose common logout had no answer; asked for once. */
    List<RememberedRun> takeLogoutInDoubt() {
        List<RememberedRun> taken = loggingOut;
        loggingOut = List.of();
        return taken;
    }

    boolean isYoung(Instant since, Duration atMost) {
        return since.plus(atMost).isAfter(clock.instant());
    }

    Wire wire() {
        return wire;
    }

    Redeemer redeemer() {
        return redeemer;
    }

    String jkt() {
        return key.jkt();
    }

    List<RememberedRun> runs() {
        return runs;
    }

    List<RememberedRun> liveRuns() {
        return runs.stream().filter(RememberedRun::live).toList();
    }

}

package dev.errand.sample.agent.crash;

import java.math.BigDecimal;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.crash.StoredState.StoredRun;
import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.RunTokens;

/**
 * What an agent remembers of its run: what it was about to do, written down before it asks, and what it was told. For
 * one thread at a time.
 */
final class RememberedRun {

    private static final BigDecimal NOTHING = BigDecimal.ZERO;

    private final AgentClient client;
    private final Wire wire;
    private final InstantSource clock;
    private final Redeemer.Redemption redemption;
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<String> runTokenIds = new ArrayList<>();
    private final List<String> spent = new ArrayList<>();
    private int callsFound;
    private int callsAsked;
    private BigDecimal amountFound = NOTHING;
    private BigDecimal amountAsked = NOTHING;
    private RunTokens tokens;
    private Instant tokensAt;
    private @Nullable String refreshing;
    private Fate fate = Fate.LIVE;
    private boolean alarmed;

    RememberedRun(AgentClient client, Wire wire, InstantSource clock, Redeemer.Redemption redemption, RunTokens tokens) {
        this.client = client;
        this.wire = wire;
        this.clock = clock;
        this.redemption = redemption;
        this.tokens = tokens;
        this.tokensAt = clock.instant();
        runTokenIds.add(idOf(tokens.runToken()));
    }

    /** A credential that was received. */
    record Receipt(String credentialId, String runId, String scope, BigDecimal amount) {}

    /** Whether the run lives, as far as its agent was told; in doubt, its ending had no answer. */
    enum Fate {
        LIVE, IN_DOUBT, ENDED
    }

    Reply<Credential> exchange(CallDetails call) {
        BigDecimal amount = call.limits().values().stream().map(limit -> new BigDecimal(limit.max())).reduce(NOTHING,
                BigDecimal::add);
        callsAsked++;
        amountAsked = amountAsked.add(amount);
        Reply<Credential> reply = wire.deliver(client.exchange(tokens, call));
        switch (reply) {
            case Reply.Granted<Credential>(Credential credential) ->
                receipts.add(new Receipt(credential.id(), credential.runId(), call.scope(), amount));
            case Reply.Refused<Credential> refused -> {
                callsAsked--;
                amountAsked = amountAsked.subtract(amount);
            }
        }
        return reply;
    }

    Reply<RunTokens> refresh() {
        String presented = tokens.refreshToken();
        refreshing = presented;
        Reply<RunTokens> reply = wire.deliver(client.refresh(presented));
        refreshing = null;
        if (reply instanceof Reply.Granted<RunTokens>(RunTokens next)) {
            spent.add(presented);
            tokens = next;
            tokensAt = clock.instant();
            runTokenIds.add(idOf(next.runToken()));
        }
        return reply;
    }

    /** The refresh without an answer was carried out: its token is spent, and nobody was told the next one. */
    void successorIsLost() {
        spent.add(tokens.refreshToken());
    }

    /** Whether the last refresh token that it was told of is spent. */
    boolean hasLostSuccessor() {
        return spent.contains(tokens.refreshToken());
    }

    /** Presents a refresh token that must be refused. */
    Reply<RunTokens> present(String refreshToken) {
        return client.refresh(refreshToken);
    }

    /** The run's state as the server answers it. */
    JsonNode look() {
        return client.run(tokens).value("The state of " + this);
    }

    /** Gives the run back. */
    Answer complete() {
        fate = Fate.IN_DOUBT;
        Answer answer = wire.deliver(client.revoke(tokens.refreshToken()));
        if (answer.ok()) {
            fate = Fate.ENDED;
        }
        return answer;
    }

    void is(Fate known) {
        fate = known;
    }

    /** A spent secret of it was presented: it has ended, and the ledger has to say so loudly. */
    void isAlarmed() {
        fate = Fate.ENDED;
        alarmed = true;
    }

    boolean alarmed() {
        return alarmed;
    }

    boolean live() {
        return fate == Fate.LIVE;
    }

    Fate fate() {
        return fate;
    }

    String id() {
        return tokens.runId();
    }

    RunTokens tokens() {
        return tokens;
    }

    Instant tokensAt() {
        return tokensAt;
    }

    Redeemer.Redemption redemption() {
        return redemption;
    }

    List<Receipt> receipts() {
        return receipts;
    }

    List<String> runTokenIds() {
        return runTokenIds;
    }

    List<String> spent() {
        return spent;
    }

    /** The refresh token that was presented without an answer. */
    Optional<String> refreshInDoubt() {
        return Optional.ofNullable(refreshing);
    }

    /**
     * Takes over what a crash showed: the calls in doubt were carried out, or were not and never will be.
     *
     * @return whether one was
     */
    boolean settle(StoredRun stored) {
        boolean carriedOut = stored.callsDebited() > fewestCalls();
        callsAsked = stored.callsDebited();
        callsFound = callsAsked - receipts.size();
        amountAsked = stored.debited();
        amountFound = amountAsked.subtract(received());
        return carriedOut;
    }

    /** At least so many calls have been debited. */
    int fewestCalls() {
        return receipts.size() + callsFound;
    }

    /** At most so many calls have been debited. */
    int mostCalls() {
        return callsAsked;
    }

    /** At least so much has been debited. */
    BigDecimal leastAmount() {
        return received().add(amountFound);
    }

    /** At most so much has been debited. */
    BigDecimal mostAmount() {
        return amountAsked;
    }

    private BigDecimal received() {
        return receipts.stream().map(Receipt::amount).reduce(NOTHING, BigDecimal::add);
    }

    private static String idOf(String jwt) {
        try {
            return SignedJWT.parse(jwt).getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new IllegalStateException("The run token is no JWT");
        }
    }

    @Override
    public String toString() {
        return "run " + id() + " (" + fate + ")";
    }

}

package dev.errand.sample.agent.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

import dev.errand.sample.agent.crash.RememberedRun.Fate;
import dev.errand.sample.agent.crash.Tally.Seen;
import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AuthorizationCode;
import dev.errand.sample.agent.oauth.RunTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one instance tries once the server is back: whatever it was refused before or has used up stays so, what it left
 * alone is still good, and what is in doubt is as the database had it at the crash.
 */
final class Aftermath implements Callable<Void> {

    private static final Refusal REFRESH_REUSED = new Refusal(400, "invalid_grant", "refresh_reused");
    private static final Refusal CODE_REUSED = new Refusal(400, "invalid_grant", "code_reused");
    private static final Refusal ASSERTION_REPLAYED = new Refusal(401, "invalid_client", "client_assertion_replayed");
    private static final Refusal PROOF_REPLAYED = new Refusal(400, "invalid_dpop_proof", "proof_replayed");

    /** Codes, assertions and proofs are good for a minute; on a machine this slow, another kill has to tell. */
    private static final Duration WITHIN_THE_MINUTE = Duration.ofSeconds(45);
    /** Run tokens are good for five minutes. */
    private static final Duration WITHIN_TOKENS_LIFE = Duration.ofMinutes(4);
    private static final int ENDINGS = 3;

    private final Instance instance;
    private final StoredState stored;
    private final RandomGenerator random;
    private final Tally tally;

    Aftermath(Instance instance, StoredState stored, RandomGenerator random, Tally tally) {
        this.instance = instance;
        this.stored = stored;
        this.random = random;
        this.tally = tally;
    }

    @Override
    public Void call() {
        settleCalls();
        settleRedemption();
        settleEndings();
        settleRefreshes();
        replayRedemption();
        replayCode();
        presentSpentToken();
        endingsHold();
        untouchedRunsLive();
        parkedIsStillGood();
        return null;
    }

    private void settleCalls() {
        instance.runs().stream().filter(run -> run.settle(stored.runs().get(run.id())))
                .forEach(run -> tally.add(Seen.CARRIED_OUT));
    }

    private void settleRedemption() {
        instance.takeRedemptionInDoubt().ifPresent(redemption -> {
            AuthorizationCode code = redemption.code();
            boolean young = instance.isYoung(redemption.at(), WITHIN_THE_MINUTE);
            Reply<RunTokens> reply = instance.redeem(code);
            if (stored.redeemed(code.value())) {
                assertThat(Checks.refused(reply, "a second redemption")).isEqualTo(CODE_REUSED);
                tally.add(Seen.CARRIED_OUT);
            } else if (young) {
                reply.value("A redemption that had not happened");
            }
            tally.add(Seen.CODES_IN_DOUBT);
        });
    }

    private void settleEndings() {
        List<RememberedRun> loggedOut = instance.takeLogoutInDoubt();
        List<RememberedRun> inDoubt = instance.runs().stream().filter(run -> run.fate() == Fate.IN_DOUBT).toList();
        for (RememberedRun run : inDoubt) {
            boolean active = stored.runs().get(run.id()).active();
            run.is(active ? Fate.LIVE : Fate.ENDED);
            if (active) {
                run.exchange(instance.read()).value("An exchange of " + run);
            } else {
                Checks.ended(run, instance);
                tally.add(Seen.CARRIED_OUT);
            }
            tally.add(Seen.ENDINGS_IN_DOUBT);
        }
        assertThat(loggedOut.stream().map(RememberedRun::fate).distinct().count()).as("a logout ends all runs or none")
                .isLessThanOrEqualTo(1);
    }

    /** Never two successes of one token: if this is the first, the next one is the second. */
    private void settleRefreshes() {
        for (RememberedRun run : instance.runs()) {
            run.refreshInDoubt().ifPresent(token -> {
                if (stored.refreshToken(token).orElseThrow().live()) {
                    run.refresh().value("A refresh that had not happened");
                } else {
                    askAgain(run);
                    tally.add(Seen.CARRIED_OUT);
                }
                spentIsRefused(run, token);
                tally.add(Seen.REFRESH_IN_DOUBT);
            });
        }
    }

    /** Within ten seconds the answer that got lost is told again, and after them the successor is lost for good. */
    private static void askAgain(RememberedRun run) {
        if (run.refresh() instanceof Reply.Refused<RunTokens> refused) {
            assertThat(Checks.refused(refused, "a second refresh")).isEqualTo(REFRESH_REUSED);
            run.successorIsLost();
        }
    }

    private void presentSpentToken() {
        List<RememberedRun> candidates = instance.liveRuns().stream().filter(run -> !run.spent().isEmpty()).toList();
        if (!candidates.isEmpty() && random.nextBoolean()) {
            RememberedRun run = any(candidates);
            spentIsRefused(run, any(run.spent()));
        }
    }

    /** Once the newest run token was used, a token before it is nobody's lost answer. */
    private void spentIsRefused(RememberedRun run, String token) {
        run.exchange(instance.read());
        assertThat(Checks.refused(run.present(token), "a spent refresh token of " + run)).isEqualTo(REFRESH_REUSED);
        run.isAlarmed();
        Checks.ended(run, instance);
        tally.add(Seen.SPENT);
    }

    /** Assertion and proof are refused for what they are, and spoil nothing: the code is not looked at, and the run lives. */
    private void replayRedemption() {
        if (instance.runs().isEmpty()) {
            return;
        }
        RememberedRun run = instance.runs().getLast();
        Redeemer.Redemption used = run.redemption();
        Redeemer redeemer = instance.redeemer();
        if (instance.isYoung(used.at(), WITHIN_THE_MINUTE)) {
            assertThat(Checks.refused(redeemer.send(redeemer.withFreshProof(used)), "a used assertion"))
                    .isEqualTo(ASSERTION_REPLAYED);
            tally.add(Seen.ASSERTIONS);
            assertThat(Checks.refused(redeemer.send(redeemer.withFreshAssertion(used)), "a used proof"))
                    .isEqualTo(PROOF_REPLAYED);
            tally.add(Seen.PROOFS);
        }
        if (run.live()) {
            run.exchange(instance.read()).value("An exchange of " + run);
        }
    }

    /** Now and then of a run that lives, which ends by it; else of one that has ended already. */
    private void replayCode() {
        boolean live = random.nextInt(4) == 0;
        List<RememberedRun> candidates = instance.runs().stream().filter(run -> run.live() == live).toList();
        if (!candidates.isEmpty()) {
            RememberedRun run = any(candidates);
            AuthorizationCode code = run.redemption().code();
            assertThat(Checks.refused(instance.redeem(code), "a redeemed code")).isEqualTo(CODE_REUSED);
            run.isAlarmed();
            tally.add(Seen.CODES);
        }
    }

    private void endingsHold() {
        List<RememberedRun> ended = new ArrayList<>(instance.runs().stream()
                .filter(run -> run.fate() == Fate.ENDED && instance.isYoung(run.tokensAt(), WITHIN_TOKENS_LIFE)).toList());
        Collections.shuffle(ended, Random.from(random));
        ended.stream().limit(ENDINGS).forEach(run -> {
            Checks.ended(run, instance);
            tally.add(Seen.ENDINGS);
        });
    }

    private void untouchedRunsLive() {
        for (RememberedRun run : instance.liveRuns()) {
            if (random.nextBoolean() || !instance.isYoung(run.tokensAt(), WITHIN_TOKENS_LIFE)) {
                run.refresh().value("A refresh of " + run);
            }
            Checks.budget(run);
            run.exchange(instance.read()).value("An exchange of " + run);
            tally.add(Seen.CREDENTIALS);
            tally.add(Seen.LIVE);
        }
    }

    private void parkedIsStillGood() {
        instance.takeParkedCode(WITHIN_THE_MINUTE).ifPresent(this::redeem);
        instance.takeParkedRequest(WITHIN_THE_MINUTE).map(instance::consent).ifPresent(this::redeem);
    }

    private void redeem(AuthorizationCode code) {
        instance.redeem(code).value("The redemption of a code that was kept");
        tally.add(Seen.PARKED);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

}

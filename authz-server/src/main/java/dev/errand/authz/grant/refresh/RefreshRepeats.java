package dev.errand.authz.grant.refresh;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.run.RepeatableAnswer;
import dev.errand.authz.run.RepeatableAnswers;
import dev.errand.authz.secret.Secrets;

/**
 * The one exception to the reuse of refresh tokens: for 10 s, and until somebody uses what is in it, the answer to a
 * refresh may be asked for again by the token that was consumed for it, and is then the same to the byte. Who may ask is
 * for {@link RefreshGrant}. Thread-safe.
 */
@Component
public final class RefreshRepeats {

    static final Duration WINDOW = Duration.ofSeconds(10);

    private final RepeatableAnswers answers;
    private final AnswerSeal seal;
    private final InstantSource clock;

    RefreshRepeats(RepeatableAnswers answers, AnswerSeal seal, InstantSource clock) {
        this.answers = answers;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Keeps the answer to a refresh, in its transaction.
     *
     * @param consumed the refresh token that it consumes
     * @param runToken the {@code jti} of the run token in the answer
     */
    public void keep(String runId, String consumed, String runToken, String answer) {
        answers.keep(runId, new RepeatableAnswer(Secrets.hash(consumed), runToken, seal.seal(consumed, runId, answer),
                clock.instant().plus(WINDOW)));
    }

    /** The answer to the refresh that consumed this token, while it may be repeated; the caller has locked the run. */
    Optional<String> find(String runId, String consumed) {
        return answers.find(runId, Secrets.hash(consumed)).flatMap(sealed -> seal.open(consumed, runId, sealed));
    }
}

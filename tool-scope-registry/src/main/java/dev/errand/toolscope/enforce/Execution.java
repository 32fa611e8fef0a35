package dev.errand.toolscope.enforce;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.Outcome;
import dev.errand.toolscope.use.Claim;
import dev.errand.toolscope.use.CredentialUse;
import dev.errand.toolscope.use.CredentialUses;

/**
 * Claims the use of a credential, calls the handler and records the outcome, in the order that the endpoint's
 * {@link Effects} ask for. Whatever the handler throws is thrown on.
 */
final class Execution {

    private static final System.Logger LOG = System.getLogger(Execution.class.getName());
    private static final String HANDLER_FAILED = "handler_failed";

    private final CredentialUses uses;
    private final CallRecorder recorder;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Execution(CredentialUses uses, CallRecorder recorder, TransactionTemplate transaction, InstantSource clock) {
        this.uses = uses;
        this.recorder = recorder;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One transaction around claim, handler and record: they come true together or not at all. */
    @Nullable
    Object local(PermittedCall call, Handler handler) throws Throwable {
        try {
            Optional<Object> returned = transaction.execute(status -> {
                CredentialUse use = claim(call);
                Optional<Object> result = Optional.ofNullable(callInside(status, handler));
                uses.commit(use);
                recorder.record(call.report(Outcome.ALLOWED, null, clock.instant()));
                return result;
            });
            return returned == null ? null : returned.orElse(null);
        } catch (HandlerFailed e) {
            recordFailure(call);
            throw e.thrown();
        } catch (DataAccessException | TransactionException e) {
            throw unavailable(e);
        }
    }

    private static @Nullable Object callInside(TransactionStatus status, Handler handler) {
        Object result = call(handler);
        if (status.isRollbackOnly()) {
            throw new HandlerFailed(new IllegalStateException("the handler rolled its transaction back"));
        }
        return result;
    }

    private static @Nullable Object call(Handler handler) {
        try {
            return handler.call();
        } catch (Throwable e) {
            throw new HandlerFailed(e);
        }
    }

    // The credential is free again whether or not this is written.
    private void recordFailure(PermittedCall call) {
        try {
            recorder.recordApart(call.report(Outcome.FAILED, HANDLER_FAILED, clock.instant()));
        } catch (DataAccessException | TransactionException e) {
            LOG.log(System.Logger.Level.ERROR, "the failed call {0} could not be recorded", call.executionId());
        }
    }

    /** The claim is committed before the handler runs, together with a record that says what is known by then. */
    @Nullable
    Object remote(PermittedCall call, Handler handler) throws Throwable {
        CredentialUse use = claimBefore(call);
        try {
            Object result = call(handler);
            settle(call, Outcome.ALLOWED, null, () -> uses.commit(use));
            return result;
        } catch (HandlerFailed e) {
            settle(call, Outcome.UNKNOWN, HANDLER_FAILED, () -> uses.unknown(use));
            throw e.thrown();
        }
    }

    private CredentialUse claimBefore(PermittedCall call) {
        try {
            CredentialUse use = transaction.execute(status -> {
                CredentialUse claimed = claim(call);
                recorder.hold(call.report(Outcome.UNKNOWN, "not_settled", call.startedAt()));
                return claimed;
            });
            return Objects.requireNonNull(use);
        } catch (DataAccessException | TransactionException e) {
            throw unavailable(e);
        }
    }

    // The effect is out: a store that fails now changes nothing for the caller, and the held record says "unknown".
    private void settle(PermittedCall call, Outcome outcome, @Nullable String reason, Runnable settleUse) {
        try {
            transaction.executeWithoutResult(status -> {
                settleUse.run();
                recorder.settle(call.report(outcome, reason, clock.instant()));
            });
        } catch (DataAccessException | TransactionException e) {
            LOG.log(System.Logger.Level.ERROR, "the call {0} could not be settled", call.executionId());
        }
    }

    private CredentialUse claim(PermittedCall call) {
        return switch (uses.claim(call.use())) {
            case Claim.Claimed(CredentialUse use) -> use;
            case Claim.AlreadyUsed() -> throw new CallRefused(Refusal.alreadyUsed());
        };
    }

    private static CallRefused unavailable(RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "the tool''s store failed: {0}", e.getClass().getSimpleName());
        return new CallRefused(Refusal.storeUnavailable());
    }
}

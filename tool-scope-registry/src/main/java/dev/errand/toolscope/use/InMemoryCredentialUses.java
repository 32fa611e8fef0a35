package dev.errand.toolscope.use;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * {@link CredentialUses} in the memory of one process: for development on a single node, because a restart forgets every
 * use and a second node never hears of them. Refuses new claims when full; it never evicts, which would let a
 * credential be used again.
 */
public final class InMemoryCredentialUses implements CredentialUses {

    private enum State {
        CLAIMED, SETTLED
    }

    private record Entry(State state, Instant keepUntil) {}

    private final ConcurrentMap<CredentialUse, Entry> entries = new ConcurrentHashMap<>();
    private final int mostEntries;
    private final InstantSource clock;

    /**
     * An empty store.
     *
     * @param mostEntries how many uses may be remembered at once
     * @param clock for {@link #purge()}
     */
    public InMemoryCredentialUses(int mostEntries, InstantSource clock) {
        this.mostEntries = mostEntries;
        this.clock = clock;
    }

    @Override
    public Claim claim(UseRequest request) {
        refuseWhenFull();
        for (int slot = 1; slot <= request.maxUses(); slot++) {
            CredentialUse use = new CredentialUse(request.key(), slot);
            if (entries.putIfAbsent(use, new Entry(State.CLAIMED, request.keepUntil())) == null) {
                releaseOnRollback(use);
                return new Claim.Claimed(use);
            }
        }
        return new Claim.AlreadyUsed();
    }

    private void refuseWhenFull() {
        if (entries.size() >= mostEntries) {
            purge();
            if (entries.size() >= mostEntries) {
                throw new CredentialUsesFull(mostEntries);
            }
        }
    }

    private void releaseOnRollback(CredentialUse use) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_ROLLED_BACK) {
                        entries.remove(use);
                    }
                }
            });
        }
    }

    @Override
    public void commit(CredentialUse use) {
        settle(use);
    }

    @Override
    public void unknown(CredentialUse use) {
        settle(use);
    }

    private void settle(CredentialUse use) {
        entries.computeIfPresent(use, (key, entry) -> new Entry(State.SETTLED, entry.keepUntil()));
    }

    @Override
    public void release(CredentialUse use) {
        entries.computeIfPresent(use, (key, entry) -> entry.state() == State.CLAIMED ? null : entry);
    }

    @Override
    public int purge() {
        Instant now = clock.instant();
        int before = entries.size();
        entries.values().removeIf(entry -> entry.keepUntil().isBefore(now));
        return Math.max(0, before - entries.size());
    }
}

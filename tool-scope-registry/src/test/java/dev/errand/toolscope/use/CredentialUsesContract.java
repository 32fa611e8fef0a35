package dev.errand.toolscope.use;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every store of credential uses keeps, whatever it stores them in. */
abstract class CredentialUsesContract {

    private static final int CALLERS = 64;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /** A node of the tool: the store as it sees it, and its transactions. */
    record Node(CredentialUses uses, TransactionTemplate transactions) {}

    /** The nodes of one tool. */
    abstract List<Node> nodes();

    @BeforeEach
    void startTheClock() {
        now.set(START);
    }

    final Instant now() {
        return now.get();
    }

    private CredentialUses uses() {
        return nodes().getFirst().uses();
    }

    private TransactionTemplate transactions() {
        return nodes().getFirst().transactions();
    }

    @Test
    void aCredentialForOneUseIsClaimedOnce() {
        CredentialKey key = aKey();
        assertThat(uses().claim(request(key, 1))).isEqualTo(claimed(key, 1));
        assertThat(uses().claim(request(key, 1))).isEqualTo(new Claim.AlreadyUsed());
    }

    @Test
    void aCredentialForThreeUsesIsClaimedThreeTimes() {
        CredentialKey key = aKey();
        assertThat(uses().claim(request(key, 3))).isEqualTo(claimed(key, 1));
        assertThat(uses().claim(request(key, 3))).isEqualTo(claimed(key, 2));
        assertThat(uses().claim(request(key, 3))).isEqualTo(claimed(key, 3));
        assertThat(uses().claim(request(key, 3))).isEqualTo(new Claim.AlreadyUsed());
    }

    @Test
    void oneCredentialDoesNotUseUpAnother() {
        assertThat(uses().claim(request(aKey(), 1))).isInstanceOf(Claim.Claimed.class);
        assertThat(uses().claim(request(aKey(), 1))).isInstanceOf(Claim.Claimed.class);
    }

    @Test
    void aReleasedUseIsFreeAgain() {
        CredentialKey key = aKey();
        uses().release(claim(key));
        assertThat(uses().claim(request(key, 1))).isEqualTo(claimed(key, 1));
    }

    @Test
    void aCommittedUseCannotBeReleased() {
        CredentialKey key = aKey();
        CredentialUse use = claim(key);
        uses().commit(use);
        uses().release(use);
        assertThat(uses().claim(request(key, 1))).isEqualTo(new Claim.AlreadyUsed());
    }

    @Test
    void anUnknownUseStaysTaken() {
        CredentialKey key = aKey();
        CredentialUse use = claim(key);
        uses().unknown(use);
        uses().release(use);
        assertThat(uses().claim(request(key, 1))).isEqualTo(new Claim.AlreadyUsed());
    }

    @Test
    void aRolledBackClaimIsFreeAgain() {
        CredentialKey key = aKey();
        assertThatThrownBy(() -> transactions().executeWithoutResult(transaction -> {
            uses().commit(claim(key));
            throw new IllegalStateException("the handler failed");
        })).hasMessage("the handler failed");
        assertThat(uses().claim(request(key, 1))).isEqualTo(claimed(key, 1));
    }

    @Test
    void aClaimThatCommitsWithItsTransactionIsTaken() {
        CredentialKey key = aKey();
        transactions().executeWithoutResult(transaction -> uses().commit(claim(key)));
        assertThat(uses().claim(request(key, 1))).isEqualTo(new Claim.AlreadyUsed());
    }

    @Test
    void aRefusedClaimLeavesTheRestOfTheTransactionUsable() {
        CredentialKey taken = aKey();
        CredentialKey free = aKey();
        claim(taken);
        transactions().executeWithoutResult(transaction -> {
            assertThat(uses().claim(request(taken, 1))).isEqualTo(new Claim.AlreadyUsed());
            assertThat(uses().claim(request(free, 1))).isEqualTo(claimed(free, 1));
        });
        assertThat(uses().claim(request(free, 1))).isEqualTo(new Claim.AlreadyUsed());
    }

    @Test
    void purgeForgetsOnlyWhatNeedNotBeKept() {
        CredentialKey expired = aKey();
        CredentialKey kept = aKey();
        uses().claim(new UseRequest(expired, 1, "digest", START.plusSeconds(10)));
        uses().claim(new UseRequest(kept, 1, "digest", START.plusSeconds(30)));
        now.set(START.plusSeconds(20));
        assertThat(uses().purge()).isEqualTo(1);
        assertThat(uses().claim(request(expired, 1))).isInstanceOf(Claim.Claimed.class);
        assertThat(uses().claim(request(kept, 1))).isEqualTo(new Claim.AlreadyUsed());
    }

    @ParameterizedTest(name = "max_uses {0}, each claim in a transaction of its own: {1}")
    @CsvSource({"1, true", "1, false", "3, true", "3, false", "20, true"})
    void ofManyCallersAtOnceExactlyMaxUsesWin(int maxUses, boolean inTransaction) throws Exception {
        for (int round = 0; round < 5; round++) {
            CredentialKey key = aKey();
            List<Claim> claims = Race.over(nodes(), CALLERS, node -> () -> inTransaction
                    ? node.transactions().execute(transaction -> node.uses().claim(request(key, maxUses)))
                    : node.uses().claim(request(key, maxUses)));
            assertThat(claims).hasSize(CALLERS);
            assertThat(claims).filteredOn(Claim.Claimed.class::isInstance).hasSize(maxUses).doesNotHaveDuplicates();
            assertThat(claims).filteredOn(Claim.AlreadyUsed.class::isInstance).hasSize(CALLERS - maxUses);
        }
    }

    /** The handler of whoever holds the claim fails: another caller has it then, and nobody had it twice. */
    @Test
    void ofManyCallersWhoseHandlersFailButOneThatOneWins() throws Exception {
        CredentialKey key = aKey();
        AtomicInteger turns = new AtomicInteger();
        List<Boolean> effects = Race.over(nodes(), CALLERS, node -> () -> node.transactions().execute(transaction -> {
            if (node.uses().claim(request(key, 1)) instanceof Claim.Claimed(CredentialUse use)) {
                node.uses().commit(use);
                if (turns.incrementAndGet() == 1) {
                    transaction.setRollbackOnly();
                    return false;
                }
                return true;
            }
            return false;
        }));
        assertThat(effects.stream().filter(done -> done)).hasSizeLessThanOrEqualTo(1);
        boolean left = uses().claim(request(key, 1)) instanceof Claim.Claimed;
        assertThat(left).as("a use that was rolled back is free, one that was committed is not")
                .isEqualTo(effects.stream().noneMatch(done -> done));
    }

    private CredentialUse claim(CredentialKey key) {
        return ((Claim.Claimed) uses().claim(request(key, 1))).use();
    }

    private UseRequest request(CredentialKey key, int maxUses) {
        return new UseRequest(key, maxUses, "digest", START.plus(Duration.ofMinutes(5)));
    }

    private static Claim claimed(CredentialKey key, int slot) {
        return new Claim.Claimed(new CredentialUse(key, slot));
    }

    private static CredentialKey aKey() {
        return CredentialKey.of("https://tool.example", "https://issuer.example", UUID.randomUUID().toString());
    }
}

package dev.errand.toolscope.use;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InMemoryCredentialUsesTest extends CredentialUsesContract {

    private static final Instant SOON = Instant.parse("2026-01-01T00:00:10Z");

    private final Node only = new Node(new InMemoryCredentialUses(1000, this::now),
            new TransactionTemplate(new OnlySynchronizations()));

    @Override
    List<Node> nodes() {
        return List.of(only);
    }

    @Test
    void refusesRatherThanForgetsWhenFull() {
        CredentialUses two = new InMemoryCredentialUses(2, this::now);
        assertThat(two.claim(request("a"))).isInstanceOf(Claim.Claimed.class);
        assertThat(two.claim(request("b"))).isInstanceOf(Claim.Claimed.class);
        assertThatThrownBy(() -> two.claim(request("c"))).isInstanceOf(DataAccessResourceFailureException.class);
    }

    private static UseRequest request(String jti) {
        return new UseRequest(CredentialKey.of("tool", "issuer", jti), 1, "digest", SOON);
    }

    /** Transactions without a database. */
    private static final class OnlySynchronizations extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            // nothing to begin
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            // nothing to commit
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            // nothing to roll back
        }
    }
}

package dev.errand.dpop.firstuse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.dpop.autoconfigure.DPoPMigrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the JDBC store does besides, on every database. */
abstract class JdbcFirstUseContract extends FirstUseContract {

    private final AtomicInteger turn = new AtomicInteger();

    /** One database, as each node sees it. */
    abstract List<DataSource> nodes();

    private DataSource dataSource() {
        return nodes().getFirst();
    }

    @BeforeEach
    void anEmptyTable() {
        DPoPMigrations.migrate(dataSource());
        JdbcClient.create(dataSource()).sql("DELETE FROM dpop_first_use").update();
    }

    @Override
    FirstUse store() {
        return new JdbcFirstUse(nodes().get(turn.getAndIncrement() % nodes().size()), clock);
    }

    @Test
    void keepsAClaimThatTheCallersTransactionRollsBack() {
        new TransactionTemplate(new JdbcTransactionManager(dataSource())).executeWithoutResult(status -> {
            assertThat(store().claim(key("a"), later(60))).isTrue();
            status.setRollbackOnly();
        });

        assertThat(store().claim(key("a"), later(60))).isFalse();
    }

    @Test
    void purgesOnlyWhatEndedForEveryNode() {
        JdbcFirstUse store = new JdbcFirstUse(dataSource(), clock);
        store.claim(key("a"), later(60));
        store.claim(key("b"), later(600));
        clock.advance(Duration.ofSeconds(359));
        assertThat(store.purge()).isZero();
        clock.advance(Duration.ofSeconds(2));
        assertThat(store.purge()).isOne();
        assertThat(store.claim(key("b"), later(60))).isFalse();
    }

    @Test
    void purgesByItself() {
        FirstUse store = store();
        store.claim(key("a"), later(60));
        clock.advance(Duration.ofMinutes(10));
        store.claim(key("b"), later(60));

        assertThat(JdbcClient.create(dataSource()).sql("SELECT COUNT(*) FROM dpop_first_use").query(Integer.class)
                .single()).isOne();
    }

    @Test
    void saysSoIfTheTableIsNotThere() {
        JdbcClient.create(dataSource()).sql("ALTER TABLE dpop_first_use RENAME TO dpop_first_use_gone").update();
        try {
            assertThatExceptionOfType(FirstUseUnavailable.class).isThrownBy(() -> store().claim(key("a"), later(60)));
        } finally {
            JdbcClient.create(dataSource()).sql("ALTER TABLE dpop_first_use_gone RENAME TO dpop_first_use").update();
        }
        assertThat(store().claim(key("a"), later(60))).isTrue();
    }
}

package dev.errand.dpop.nonce;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.dpop.autoconfigure.DPoPMigrations;

import static org.assertj.core.api.Assertions.assertThat;

/** What the store of nonce keys does on every database. */
abstract class JdbcNonceKeysContract {

    private static final int THREADS = 16;

    private final AtomicInteger turn = new AtomicInteger();

    /** One database, as each node sees it. */
    abstract List<DataSource> nodes();

    @BeforeEach
    void anEmptyTable() {
        DPoPMigrations.migrate(nodes().getFirst());
        JdbcClient.create(nodes().getFirst()).sql("DELETE FROM dpop_nonce_key").update();
    }

    @Test
    void givesEveryNodeAndEveryStartTheSameKey() {
        assertThat(node().key("issuer")).hasSize(32).isEqualTo(node().key("issuer"));
    }

    @Test
    void givesEveryRoleAKeyOfItsOwn() {
        assertThat(node().key("issuer")).isNotEqualTo(node().key("https://refunds.example"));
    }

    @Test
    void agreesOnOneKeyInARace() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<Future<String>> keys = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                JdbcNonceKeys node = node();
                keys.add(threads.submit(() -> {
                    barrier.await();
                    return HexFormat.of().formatHex(node.key("raced"));
                }));
            }
        }
        List<String> seen = new ArrayList<>();
        for (Future<String> key : keys) {
            seen.add(key.get());
        }
        assertThat(seen).hasSize(THREADS).containsOnly(seen.get(0));
    }

    private JdbcNonceKeys node() {
        return new JdbcNonceKeys(nodes().get(turn.getAndIncrement() % nodes().size()), new SecureRandom());
    }
}

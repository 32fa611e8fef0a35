package dev.errand.authz.testing;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.AgentRegistrations;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.SessionLimits;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.user.UserRegistrations;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.login.LoginKey;
import dev.errand.authz.user.login.LoginLimits;
import dev.errand.authz.user.login.Logins;

/** The packages that others stand on, wired by hand over one database and one clock. */
public final class Leaves {

    private static final SecureRandom RANDOM = new SecureRandom();

    public final DataSource dataSource;
    public final TestClock clock;
    public final JdbcClient jdbc;
    public final TransactionTemplate transaction;
    public final Ledger ledger;
    public final Agents agents;
    public final Users users;
    public final AgentRegistrations agentRegistrations;
    public final UserRegistrations userRegistrations;
    public final Sessions sessions;
    public final List<Object> published = new CopyOnWriteArrayList<>();

    private final String url;
    private volatile Consumer<Object> listener = _ -> {};

    public Leaves(TestDatabase database) {
        this(database.newUrl());
    }

    private Leaves(String url) {
        this(url, TestDatabase.migrated(url), TestClock.atNoon());
    }

    private Leaves(String url, DataSource dataSource, TestClock clock) {
        this.url = url;
        this.dataSource = dataSource;
        this.clock = clock;
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(transactions);
        this.ledger = new Ledger(jdbc, transactions, clock);
        ApplicationEventPublisher publisher = this::publish;
        this.agents = new Agents(jdbc, transactions, ledger, publisher, clock);
        this.users = new Users(jdbc, transactions, ledger, publisher, clock, RANDOM);
        this.agentRegistrations = new AgentRegistrations(jdbc, transactions, ledger, publisher, clock);
        this.userRegistrations = new UserRegistrations(users, jdbc, transactions, ledger, publisher, clock, new Secrets(RANDOM));
        this.sessions = new Sessions(jdbc, transactions, ledger, users, publisher, clock, new Secrets(RANDOM),
                new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(8)));
    }

    /** Logins by password at this node, under these limits. */
    public Logins logins(LoginLimits limits) {
        return new Logins(users, new LoginKey(jdbc, RANDOM), limits, jdbc, transaction.getTransactionManager(), ledger, clock,
                new Secrets(RANDOM));
    }

    /** Another node: the same database through connections of its own, and the same clock. */
    public Leaves secondNode() {
        return new Leaves(url, TestDatabase.pool(url), clock);
    }

    public void publish(Object event) {
        published.add(event);
        listener.accept(event);
    }

    /** What happens inside the transaction that publishes. */
    public void listen(Consumer<Object> reaction) {
        this.listener = reaction;
    }

    public <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    public long count(String table, String where) {
        return jdbc.sql("select count(*) from " + table + " where " + where).query(Long.class).single();
    }
}

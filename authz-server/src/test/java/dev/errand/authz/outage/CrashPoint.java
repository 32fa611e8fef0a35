package dev.errand.authz.outage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Breaks the connection at one round trip to the database, counted from when it is armed: before the statement or
 * commit arrives there, or after it was carried out but before its answer is back.
 */
final class CrashPoint implements BeanPostProcessor {

    enum When {
        BEFORE, AFTER
    }

    private static final Set<String> ROUND_TRIPS = Set.of("execute", "executeQuery", "executeUpdate", "commit");

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile When when = When.BEFORE;
    private volatile String broken = "";

    /** Breaks at the {@code n}th round trip from now on, starting at 1. */
    void arm(int n, When when) {
        this.when = when;
        this.broken = "";
        left.set(n);
    }

    void disarm() {
        left.set(Integer.MAX_VALUE);
    }

    /** What was broken since it was armed; empty if the round trip did not come. */
    String broken() {
        return broken;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource target ? new Breaking(target) : bean;
    }

    private final class Breaking extends DelegatingDataSource {

        Breaking(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return proxy(Connection.class, connection, connection, "");
        }
    }

    private <T> T proxy(Class<T> type, T target, Connection connection, String sql) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (ROUND_TRIPS.contains(method.getName()) && left.decrementAndGet() == 0) {
                return broken(method, arguments, target, connection, sql);
            }
            Object result = call(target, method, arguments);
            return switch (result) {
                case PreparedStatement statement ->
                    proxy(PreparedStatement.class, statement, connection, String.valueOf(arguments[0]));
                case Statement statement -> proxy(Statement.class, statement, connection, "");
                case null, default -> result;
            };
        }));
    }

    private Object broken(Method method, Object[] arguments, Object target, Connection connection, String sql)
            throws Exception {
        broken = (when + " " + (sql.isEmpty() ? method.getName() : sql)).replaceAll("\\s+", " ");
        if (when == When.AFTER) {
            call(target, method, arguments);
        }
        connection.abort(Runnable::run);
        throw new SQLTransientConnectionException("broken by the test", "08006");
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException ex) {
            throw (Exception) ex.getCause();
        }
    }
}

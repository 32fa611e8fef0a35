package dev.errand.authz.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections that keep to the {@link StoreTime} of the request that uses them: every round trip may take
 * what is left of it and no longer. A database that answers late and one that is cut off look the same from here, so
 * the bound is on the socket, by {@link Connection#setNetworkTimeout}; a connection that ran into it is broken and the
 * pool replaces it. Connections of other threads are handed out as they are.
 */
final class BoundedDataSource extends DelegatingDataSource {

    /** Methods that wait for the database. */
    private static final Set<String> ROUND_TRIPS = Set.of("execute", "executeQuery", "executeUpdate", "executeBatch",
            "executeLargeUpdate", "commit");

    private static final String STORE_OF_H2 = "org.h2.mvstore.";

    BoundedDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<StoreTime> time = StoreTime.ofThisThread();
        return time.isPresent() ? bounded(time.get()) : super.getConnection();
    }

    private Connection bounded(StoreTime time) throws SQLException {
        time.millisLeft();
        try {
            Connection connection = time.spend(super::getConnection);
            return proxy(Connection.class, connection, connection, time);
        } catch (SQLException | RuntimeException ex) {
            throw ex;
        } catch (Exception ex) {
            throw new SQLException(ex);
        }
    }

    private static <T> T proxy(Class<T> type, T target, Connection connection, StoreTime time) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (ROUND_TRIPS.contains(method.getName())) {
                connection.setNetworkTimeout(Runnable::run, time.millisLeft());
                return time.spend(() -> call(target, method, arguments));
            }
            return withBound(call(target, method, arguments), connection, time);
        }));
    }

    private static @Nullable Object withBound(@Nullable Object result, Connection connection, StoreTime time) {
        return switch (result) {
            case PreparedStatement statement -> proxy(PreparedStatement.class, statement, connection, time);
            case Statement statement -> proxy(Statement.class, statement, connection, time);
            case null, default -> result;
        };
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException ex) {
            throw switch (Objects.requireNonNull(ex.getCause())) {
                case SQLException refused -> withoutRow(refused);
                case Exception cause -> cause;
                case Throwable error -> new SQLException(error);
            };
        }
    }

    /** Where a row stays locked for too long, H2 puts the whole of it into the message of the cause, and so into a log. */
    private static SQLException withoutRow(SQLException refused) {
        if (refused.getCause() == null || !refused.getCause().getClass().getName().startsWith(STORE_OF_H2)) {
            return refused;
        }
        String message = refused.getMessage();
        SQLException clean = switch (refused) {
            case SQLTimeoutException _ -> new SQLTimeoutException(message, refused.getSQLState(), refused.getErrorCode());
            case SQLTransactionRollbackException _ ->
                new SQLTransactionRollbackException(message, refused.getSQLState(), refused.getErrorCode());
            default -> new SQLException(message, refused.getSQLState(), refused.getErrorCode());
        };
        clean.setStackTrace(refused.getStackTrace());
        return clean;
    }
}

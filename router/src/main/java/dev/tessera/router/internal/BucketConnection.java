package dev.tessera.router.internal;

import dev.tessera.router.StatementRefusedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.router.internal.pool.ShardLease;
import dev.tessera.router.internal.pool.ShardMeter;
import dev.tessera.router.internal.pool.TransactionClock;
import dev.tessera.router.internal.route.CompiledRoute;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection for work in a bucket: a connection to the shard on which every statement is first compiled for the bucket. Calls that
 * would change the session or end the transaction are refused, because the router does that. Closing it does nothing.
 */
final class BucketConnection implements InvocationHandler {
    /** Compiles a logical statement for the bucket. */
    @FunctionalInterface
    interface Compile {
        CompiledRoute route(String sql) throws SQLException;
    }

    private static final Set<String> REFUSED = Set.of(
            "commit",
            "setAutoCommit",
            "setTransactionIsolation",
            "setReadOnly",
            "setCatalog",
            "setSchema",
            "setNetworkTimeout",
            "setClientInfo",
            "setHoldability",
            "abort",
            "unwrap",
            "prepareCall");

    private final Connection physical;
    private final BucketId bucket;
    private final UnitOfWork.Form form;
    private final Compile compile;
    private final ShardMeter meter;
    private final TransactionClock clock;
    private int statements;
    private boolean written;
    private @Nullable SQLException doom;

    /** @param form what may be made on it */
    BucketConnection(ShardLease lease, BucketId bucket, UnitOfWork.Form form, Compile compile, ShardMeter meter) {
        this.physical = lease.connection();
        this.clock = lease.clock();
        this.bucket = bucket;
        this.form = form;
        this.compile = compile;
        this.meter = meter;
    }

    Connection asConnection() {
        return proxy(Connection.class, this);
    }

    /**
     * The failure that ended the transaction on the server, also when the work caught it and went on: what it would have sent
     * next would have been committed one by one.
     */
    @Nullable SQLException doom() {
        return doom;
    }

    /** Whether anything but a SELECT was made on it. */
    boolean hasWritten() {
        return written;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String name = method.getName();
        if (name.equals("prepareStatement") && arguments != null) {
            arguments[0] = compiled((String) arguments[0]);
            return statement(PreparedStatement.class, proxy, call(physical, method, arguments));
        }
        if (name.equals("createStatement")) {
            return statement(Statement.class, proxy, call(physical, method, arguments));
        }
        if (name.equals("close")) {
            return null;
        }
        if (REFUSED.contains(name) || (name.equals("rollback") && arguments == null)) {
            throw new StatementRefusedException("the router alone opens and ends transactions", "Connection." + name);
        }
        return call(physical, method, arguments);
    }

    private Object statement(Class<? extends Statement> type, Object connection, @Nullable Object statement) {
        return proxy(type, (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return connection;
            }
            if (name.equals("unwrap")) {
                throw new StatementRefusedException("statements stay in their bucket", "Statement.unwrap");
            }
            boolean sends = name.startsWith("execute");
            if ((sends || name.equals("addBatch")) && takesSql(method) && arguments != null) {
                arguments[0] = compiled((String) arguments[0]);
            }
            return sends ? send(statement, method, arguments) : call(statement, method, arguments);
        });
    }

    private static boolean takesSql(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == String.class;
    }

    private String compiled(@Nullable String sql) throws SQLException {
        if (sql == null) {
            throw new SafeSqlException("no statement");
        }
        if (++statements > 1 && form != UnitOfWork.Form.TRANSACTION) {
            throw new StatementRefusedException("only inSlot and provableInSlot run a second statement", sql);
        }
        CompiledRoute route = compile.route(sql);
        if (route.isWrite() && form == UnitOfWork.Form.ONE_READ) {
            throw new StatementRefusedException("inSlots only reads; work that writes names one slot", sql);
        }
        written |= route.isWrite();
        return route.forBucket(bucket);
    }

    private @Nullable Object send(@Nullable Object statement, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (doom != null) {
            throw doom;
        }
        long begun = System.nanoTime();
        clock.startStatement(begun);
        try {
            return call(statement, method, arguments);
        } catch (SQLException failure) {
            meter.failed(failure);
            // The work may log it, wrap it or answer with it: what users wrote goes no further than here.
            SQLException safe = Redaction.copy(failure);
            if (FailureKind.of(failure) != FailureKind.OTHER) {
                doom = safe;
                clock.end();
            }
            throw safe;
        } finally {
            clock.endStatement();
            meter.statementSince(begun);
        }
    }

    private static @Nullable Object call(
            @Nullable Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(BucketConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

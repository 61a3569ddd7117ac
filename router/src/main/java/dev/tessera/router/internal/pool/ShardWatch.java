package dev.tessera.router.internal.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.router.internal.failure.SessionRefusedException;
import dev.tessera.router.internal.failure.UnknownServerException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one shard. While answers arrive it only observes. When there was no answer or no request for a while, or a
 * connection broke, it sends a query over a connection of its own. If neither that query nor any other is answered in time, the shard is
 * down: waiting requests fail and new ones are refused. It repeats the query, and opens the shard again when it answers. Without traffic
 * it queries rarely, because a router may have many shards of which few are in use.
 */
final class ShardWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardWatch.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration SUSPICIOUS_SILENCE = Duration.ofMillis(200);
    /** With nobody at work: who reads metrics or health wants to know before the next request does. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(250);
    /** With the silence before it well under the second that a client may have to wait. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(700);
    /** To sign in takes a busy server longer than to answer. One that is gone refuses at once. */
    static final Duration SIGN_IN_WITHIN = Duration.ofSeconds(2);

    private final ShardPool pool;
    private final ShardSource source;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();

    @GuardedBy("lock") private boolean suspected;

    @GuardedBy("lock") private boolean awoken;

    @GuardedBy("lock") private boolean closed;

    /** Nobody is at work: the next look waits for somebody, or for the next question. */
    private volatile boolean dozing;

    private volatile @Nullable String problem;
    private @Nullable Connection connection;
    private long lastAsked;

    /** @param source of the connection that it asks over */
    ShardWatch(ShardPool pool, ShardSource source) {
        this.pool = pool;
        this.source = source;
        this.thread = new Thread(this::run, "tessera-watch-" + pool.shard());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** @param servers the {@code server_uuid}s that are the shard from now on */
    void trust(Set<String> servers) {
        source.trust(servers);
    }

    /** Why nobody is let in; empty while the shard is thought to be well. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Something went wrong: ask the server now. */
    void suspect() {
        lock.lock();
        try {
            suspected = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody is about to be at work. Costs next to nothing but for the first one after a rest. */
    void awake() {
        if (!dozing) {
            return;
        }
        lock.lock();
        try {
            if (dozing) {
                dozing = false;
                awoken = true;
                wake.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            // From the start it has a connection to ask over.
            ask();
            boolean asked = true;
            while (awaitTurn(pause(asked))) {
                asked = problem != null
                        || takeSuspicion()
                        || isIdle()
                        || pool.silence().compareTo(SUSPICIOUS_SILENCE) > 0;
                if (asked) {
                    ask();
                }
                pool.abortTooOld();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private Duration pause(boolean asked) {
        if (problem != null) {
            return asked ? ASK_AGAIN_AFTER : LOOK_EVERY;
        }
        // First said, then looked: whoever comes in between either is seen or sees it.
        dozing = true;
        dozing = pool.isAtRest();
        return dozing ? IDLE : LOOK_EVERY;
    }

    private boolean awaitTurn(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = pause.toNanos();
            while (!closed && nanos > 0 && !(suspected && problem == null)) {
                if (awoken) {
                    awoken = false;
                    nanos = Math.min(nanos, LOOK_EVERY.toNanos());
                }
                nanos = wake.awaitNanos(nanos);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeSuspicion() {
        lock.lock();
        try {
            boolean was = suspected;
            suspected = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        long now = System.nanoTime();
        return Math.min(now - pool.lastAnswer(), now - lastAsked) > IDLE.toNanos();
    }

    private void ask() {
        lastAsked = System.nanoTime();
        try {
            answer();
            if (problem != null) {
                LOG.info("shard {} answers again", pool.shard());
                problem = null;
            }
        } catch (SQLException failure) {
            disconnect();
            if (problem == null && hasAnsweredOthers(failure)) {
                return;
            }
            if (problem == null) {
                LOG.warn("shard {} is not served: {}", pool.shard(), Redaction.message(failure));
            }
            problem = isRefusal(failure) ? failure.getMessage() : "it doesn't answer";
            pool.abortAll();
        }
    }

    /** It answers, and isn't let serve. */
    private static boolean isRefusal(SQLException failure) {
        return failure instanceof UnknownServerException || failure instanceof SessionRefusedException;
    }

    /** A server that is only slow answers somebody while this question waits: then it is no more than slow. */
    private boolean hasAnsweredOthers(SQLException failure) {
        return !(failure instanceof UnknownServerException) && pool.lastAnswer() - lastAsked > 0;
    }

    private void answer() throws SQLException {
        Connection open = connection;
        if (open != null) {
            try {
                ping(open);
                return;
            } catch (SQLException broken) {
                disconnect();
                if (isTimeout(broken)) {
                    throw broken;
                }
            }
        }
        Connection fresh = source.getConnection();
        fresh.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER_WITHIN.toMillis()));
        connection = fresh;
    }

    private static void ping(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("do 0");
        }
    }

    private static boolean isTimeout(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException alreadyBroken) {
                // There is nothing left to close.
            }
        }
    }
}

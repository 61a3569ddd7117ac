package dev.tessera.ops.move.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The moves that this process has taken on. A lease is the right to write, and is held only while somebody writes; a claim says that somebody
 * will: a move that waits for its turn, for an operator or for a server has no lease, and isn't interrupted. A claim gives no right.
 *
 * <p>It counts while the process holds a lock of its own on the directory's server, which is free a moment after it died, and for 30 seconds
 * after it was renewed last, should its host have gone without a word. Both are kept on a connection of their own. Thread-safe.
 */
public final class MoveClaims implements AutoCloseable {
    private static final String LOCK = "tessera/mover/";
    private static final long VALID_SECONDS = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(1);

    /** Whether the claim in a row of {@code moves} counts. */
    static final String COUNTS = "(claimed_until > utc_timestamp(3) and is_used_lock(concat('" + LOCK
            + "', coalesce(claim, '-'))) is not null)";

    private final Directory directory;
    private final String moves;
    private final String token = UUID.randomUUID().toString();
    private final Map<Long, String> taken = new ConcurrentHashMap<>();

    @GuardedBy("this") private @Nullable ScheduledExecutorService thread;

    public MoveClaims(ClusterConfig config, Credentials operator) {
        this.directory = new Directory(config, operator);
        this.moves = directory.table("moves");
    }

    /**
     * What a move that this process opens is written down with: it is never seen without its claim.
     *
     * @throws ServerUnreachableException when the directory doesn't answer
     */
    public MoveClaim of(String who) {
        holdLock();
        return new MoveClaim(token, who);
    }

    /** Takes moves on, but for those that another living process has; when the directory is away, as soon as it isn't. */
    public void take(Collection<Long> moveIds, String who) {
        boolean more = false;
        for (long moveId : moveIds) {
            more |= taken.put(moveId, who) == null;
        }
        if (more) {
            start();
            renew();
        }
    }

    /** This process does nothing more for the move. */
    public void leave(long moveId) {
        if (taken.remove(moveId) != null) {
            quietly(() -> directory.update(
                    "update " + moves + " set claim = null, claimed_by = null, claimed_until = null"
                            + " where move_id = ? and claim = ?",
                    moveId,
                    token));
        }
    }

    /** The other living process that has the move. */
    public Optional<MoveClaim> ofAnother(Move move) {
        return move.claim().filter(claim -> !claim.token().equals(token));
    }

    /** Assignments for a row of {@code moves}: token and holder are their arguments. */
    static String assignments() {
        return "claim = ?, claimed_by = ?, claimed_until = utc_timestamp(3) + interval " + VALID_SECONDS + " second";
    }

    private synchronized void start() {
        if (thread == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread keeper = new Thread(task, "claims of moves");
                keeper.setDaemon(true);
                return keeper;
            });
            long every = BETWEEN_RENEWALS.toMillis();
            Future<?> unused = started.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
            thread = started;
        }
    }

    private void renew() {
        if (!taken.isEmpty()) {
            quietly(() -> {
                holdLock();
                taken.entrySet().stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                        .forEach(this::renew);
            });
        }
    }

    private void renew(String who, List<Long> moveIds) {
        directory.update(
                "update " + moves + " set " + assignments() + " where move_id in ("
                        + moveIds.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + ") and (claim is null or claim = ? or not " + COUNTS + ")",
                token,
                who,
                token);
    }

    /** A connection that broke while nothing was asked of it is noticed by the first question, and made anew for the second. */
    private void holdLock() {
        try {
            takeLock();
        } catch (ServerUnreachableException broken) {
            takeLock();
        }
    }

    /** The connection may be another than before. */
    private void takeLock() {
        directory.query(
                "select if(coalesce(is_used_lock(?) = connection_id(), false), 1, get_lock(?, 0))",
                row -> row.getInt(1),
                LOCK + token,
                LOCK + token);
    }

    private synchronized @Nullable ScheduledExecutorService started() {
        return thread;
    }

    /** A renewal under way would open the connection again. */
    private static void awaitEnd(ScheduledExecutorService started) {
        try {
            boolean unused = started.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(Runnable act) {
        try {
            act.run();
        } catch (TesseraException theDirectoryIsAway) {
            // Tried again soon; what was claimed counts until then.
        }
    }

    /** What is still claimed isn't any more: the lock ends with the connection. */
    @Override
    public void close() {
        taken.clear();
        ScheduledExecutorService started = started();
        if (started != null) {
            started.shutdownNow();
            awaitEnd(started);
        }
        directory.close();
    }
}

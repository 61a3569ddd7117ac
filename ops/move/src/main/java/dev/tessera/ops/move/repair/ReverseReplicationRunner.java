package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.phases.OriginalsComparison;
import dev.tessera.ops.move.phases.ReverseReplicationStream;
import dev.tessera.ops.move.transfer.spec.BinlogGapException;
import dev.tessera.ops.move.transfer.spec.BinlogRefusedException;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.MismatchException;
import dev.tessera.ops.move.transfer.spec.SourceHistoryChangedException;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.ops.move.transfer.spec.UnsupportedTableException;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the reverse replications of switched moves: up to a limit in parallel, each in a thread of its own; where there are more, they take
 * turns. A change that no stream can follow ends its reverse replication; every other failure is retried.
 */
final class ReverseReplicationRunner implements AutoCloseable {
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);
    private static final Duration SHORT_TURN = Duration.ofSeconds(2);
    private static final Duration LONG_TURN = Duration.ofSeconds(30);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(1);
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Each names what is in the data, or was done to them. No other failure says anything of them, whatever it is. */
    private static final List<Class<? extends TesseraException>> FOR_GOOD = List.of(
            BinlogRefusedException.class,
            BinlogGapException.class,
            SourceHistoryChangedException.class,
            UnsupportedTableException.class,
            MismatchException.class);

    private final Cluster cluster;
    private final MoveOptions options;
    private final String who;
    private final int atOnce;
    private final Consumer<String> log;
    private final ExecutorService threads;
    private final Set<Long> followed = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> hindrances = new ConcurrentHashMap<>();
    private final Map<Long, Long> notBefore = new ConcurrentHashMap<>();
    private volatile boolean othersWait;
    private volatile boolean closed;

    ReverseReplicationRunner(Cluster cluster, MoveOptions options, String who, int atOnce, Consumer<String> log) {
        this.cluster = cluster;
        this.options = options;
        this.who = who;
        this.atOnce = atOnce;
        this.log = log;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "tessera-reverse-replication");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to follow those that nobody follows; to be called again and again. */
    void poll() {
        List<ReverseReplication> due = atOnce == 0
                ? List.of()
                : cluster.reverseReplications().unattended().stream()
                        .filter(this::isDue)
                        .toList();
        for (ReverseReplication reverseReplication : due) {
            if (followed.size() >= atOnce) {
                othersWait = true;
                return;
            }
            followed.add(reverseReplication.moveId());
            threads.execute(() -> follow(reverseReplication.moveId()));
        }
        othersWait = false;
    }

    private boolean isDue(ReverseReplication reverseReplication) {
        Long retryAt = notBefore.get(reverseReplication.moveId());
        return !followed.contains(reverseReplication.moveId()) && (retryAt == null || System.nanoTime() - retryAt >= 0);
    }

    private void follow(long moveId) {
        Thread.currentThread().setName("reverse replication of move " + moveId);
        try {
            OriginalsComparison.require(cluster, moveId, who, options);
            Optional<ReverseReplicationStream> opened = ReverseReplicationStream.open(cluster, moveId, who, options);
            if (opened.isPresent()) {
                try (ReverseReplicationStream stream = opened.get()) {
                    follow(moveId, stream);
                }
            }
        } catch (LeaseLostException | LeaseHeldException | TransferStoppedException othersDo) {
            later(moveId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            OutOfMemory.endIf(e);
            failed(moveId, e);
        } finally {
            followed.remove(moveId);
        }
    }

    private void follow(long moveId, ReverseReplicationStream stream) throws InterruptedException {
        try {
            takeTurn(stream);
        } catch (LeaseLostException | TransferStoppedException e) {
            throw e;
        } catch (TesseraException e) {
            if (!isForGood(e)) {
                throw e;
            }
            stream.giveUp(String.valueOf(e.getMessage()));
            sayBroken(moveId, String.valueOf(e.getMessage()));
        }
    }

    private void takeTurn(ReverseReplicationStream stream) throws InterruptedException {
        long begun = System.nanoTime();
        while (!closed && !isOver(stream, System.nanoTime() - begun)) {
            stream.report();
            Thread.sleep(BETWEEN_REPORTS.toMillis());
        }
        if (!closed) {
            stream.report();
        }
    }

    private boolean isOver(ReverseReplicationStream stream, long nanos) {
        boolean caughtUp = stream.behind().compareTo(CAUGHT_UP) < 0;
        return othersWait && nanos > (caughtUp ? SHORT_TURN : LONG_TURN).toNanos();
    }

    private void failed(long moveId, RuntimeException failure) {
        String reason = Redaction.message(failure);
        try {
            if (isForGood(failure)) {
                cluster.reverseReplications().markBroken(moveId, reason);
                sayBroken(moveId, reason);
            } else {
                later(moveId);
                sayHindered(moveId, reason);
                cluster.reverseReplications().markBlocked(moveId, reason);
            }
        } catch (ServerUnreachableException | StatementFailedException theDirectoryIsAway) {
            later(moveId);
        }
    }

    /** Once for each reason, not at each try. */
    private void sayHindered(long moveId, String reason) {
        if (!reason.equals(hindrances.put(moveId, reason))) {
            log.accept(subject(moveId) + ": its reverse replication is hindered, and tried again: " + reason);
        }
    }

    /** With where the bucket lives: that changes in nothing. */
    private String subject(long moveId) {
        try {
            Move move = cluster.journal().get(moveId);
            return move.describe()
                    + cluster.placements()
                            .find(move.bucket())
                            .map(placement -> " (the bucket lives on " + placement.shard() + ")")
                            .orElse("");
        } catch (TesseraException theDirectoryIsAway) {
            return "move " + moveId;
        }
    }

    private void sayBroken(long moveId, String reason) {
        log.accept(subject(moveId) + ": its reverse replication is broken: " + reason);
    }

    private static boolean isForGood(Throwable failure) {
        return FOR_GOOD.stream().anyMatch(type -> type.isInstance(failure));
    }

    private void later(long moveId) {
        notBefore.put(moveId, System.nanoTime() + BEFORE_RETRY.toNanos());
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            boolean unused = threads.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

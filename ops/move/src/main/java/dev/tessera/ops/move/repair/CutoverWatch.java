package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.AbandonedCutover;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketLockProbe;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Recovers cutovers whose mover is gone, several times a second: clients wait for each. A mover is gone when its lease has run out, or when the
 * bucket's lock is free on both of its servers: the lock is the mover's heartbeat, since its server gives it up within milliseconds of the
 * mover's death. While a server can't be asked only the lease counts. On threads of its own until it is closed.
 */
final class CutoverWatch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private final Cluster cluster;
    private final Repairs repairs;
    private final BiConsumer<String, String> say;
    private final BucketLockProbe locks = new BucketLockProbe();
    private final Set<Long> recovering = ConcurrentHashMap.newKeySet();
    private final ExecutorService recoverers =
            Executors.newCachedThreadPool(task -> new Thread(task, "recovers a cutover"));
    private final Thread thread = new Thread(this::run, "watch over cutovers");

    /** @param say told of what, and what is to be said */
    CutoverWatch(Cluster cluster, Repairs repairs, BiConsumer<String, String> say) {
        this.cluster = cluster;
        this.repairs = repairs;
        this.say = say;
        thread.start();
    }

    private void run() {
        try (locks) {
            while (!Thread.interrupted()) {
                poll();
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            Set<ShardName> silent = new HashSet<>();
            for (AbandonedCutover cutover : cluster.journal().maybeLeftCutovers()) {
                Move move = cutover.move();
                if (recovering.contains(move.moveId())) {
                    continue;
                }
                if (cutover.isNobodys()) {
                    recover(move, () -> repairs.carryOut(Repair.RecoverCutover.of(move)));
                } else if (cutover.locked()
                        && isFree(move, move.source(), silent)
                        && isFree(move, move.target(), silent)) {
                    recover(move, () -> repairs.takeOver(move));
                }
            }
        } catch (TesseraException e) {
            say.accept("the directory", "the directory: " + e.getMessage());
        }
    }

    /** @param silent servers that have just not answered: one of them makes no other bucket wait */
    private boolean isFree(Move move, ShardName shard, Set<ShardName> silent) {
        if (silent.contains(shard)) {
            return false;
        }
        BucketLockProbe.LockAnswer answer =
                locks.ofBucket(cluster.server(shard), move.parents().first());
        if (answer == BucketLockProbe.LockAnswer.NONE) {
            silent.add(shard);
        }
        return answer == BucketLockProbe.LockAnswer.FREE;
    }

    /** Beside the others: a server that hangs holds up its own buckets alone. */
    private void recover(Move move, Supplier<String> act) {
        recovering.add(move.moveId());
        recoverers.execute(() -> {
            try {
                // A later one is told again.
                say.accept(move.describe() + " at epoch " + move.epoch(), act.get());
            } catch (LeaseHeldException somebodyElseIsAtIt) {
                // Then it is in good hands.
            } catch (TesseraException e) {
                say.accept(move.describe(), move.describe() + ": " + e.getMessage());
            } finally {
                recovering.remove(move.moveId());
            }
        });
    }

    /** Returns when what was begun is over. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = !joined();
        recoverers.shutdown();
        while (!recoverers.isTerminated()) {
            try {
                boolean unused = recoverers.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean joined() {
        boolean undisturbed = true;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                undisturbed = false;
            }
        }
        return undisturbed;
    }
}

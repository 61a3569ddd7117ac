package dev.tessera.bench.soak.acts;

import dev.tessera.bench.soak.plan.Act;
import dev.tessera.bench.soak.plan.Deed.AskOfMove;
import dev.tessera.bench.soak.plan.Deed.MoveBuckets;
import dev.tessera.bench.soak.town.ShardctlProcess;
import dev.tessera.bench.soak.town.SoakTown;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What an operator does, by {@code shardctl}; each returns when that has ended. */
final class OperatorDeeds {
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    /** Each is a JVM, and the machine has others to run. */
    private static final int MOST_AT_WORK = 6;

    private final SoakTown town;
    private final Cluster books;
    private final Chronicle chronicle;
    private final AtomicInteger release;
    private final Asked asked;
    private boolean ended;

    /**
     * Works at a town.
     *
     * @param release to which the cluster was migrated last, or was meant to be
     * @param over when nothing is to be begun any more
     */
    OperatorDeeds(SoakTown town, Chronicle chronicle, AtomicInteger release, CountDownLatch over) {
        this.town = town;
        this.asked = new Asked(town.books(), over);
        this.books = town.books();
        this.chronicle = chronicle;
        this.release = release;
    }

    void move(Act act, MoveBuckets deed) throws Exception {
        run(act, () -> {
            List<Integer> free = free(deed);
            if (free.isEmpty()) {
                return List.of();
            }
            List<String> words = new ArrayList<>(List.of(
                    "move",
                    free.stream().map(String::valueOf).collect(Collectors.joining(",")),
                    "--to",
                    deed.target().name(),
                    "--execute",
                    "--disk-unchecked"));
            words.addAll(deed.options());
            return words;
        });
    }

    private List<Integer> free(MoveBuckets deed) {
        Set<Integer> moving = books.journal().all().stream()
                .filter(Move::isOpen)
                .map(Move::bucket)
                .collect(Collectors.toSet());
        Set<Integer> there = books.placements().all().stream()
                .filter(placement ->
                        placement.shard().value().equals(deed.target().name()))
                .map(Placement::bucket)
                .collect(Collectors.toSet());
        return deed.candidates().stream()
                .filter(bucket -> !moving.contains(bucket) && !there.contains(bucket))
                .limit(deed.count())
                .sorted()
                .toList();
    }

    void ask(Act act, AskOfMove deed) throws Exception {
        run(act, () -> {
            List<Move> moves = asked.await(deed.verb());
            if (moves.isEmpty()) {
                return List.of();
            }
            long moveId = moves.get(deed.pick() % moves.size()).moveId();
            return MoveWords.of(deed.verb(), moveId, deed.options());
        });
    }

    void migrate(Act act) {
        begin(act, () -> town.operators().migrate(release.incrementAndGet()));
    }

    /** Nothing is begun any more; what was begun goes on. */
    synchronized void end() {
        ended = true;
    }

    private void run(Act act, Callable<List<String>> wanted) throws Exception {
        try {
            List<String> words = wanted.call();
            if (words.isEmpty()) {
                chronicle.notMade(act, "there is nothing to do it to");
            } else if (town.operators().atWork().size() >= MOST_AT_WORK) {
                chronicle.notMade(act, "enough is being done");
            } else {
                begin(act, () -> town.operators().shardctl(words));
            }
        } catch (TesseraException e) {
            chronicle.notMade(act, String.valueOf(e.getMessage()));
        }
    }

    private void begin(Act act, Supplier<ShardctlProcess> run) {
        Instant at = Instant.now();
        begun(run)
                .ifPresentOrElse(
                        process -> chronicle.made(act, at, ended(process)),
                        () -> chronicle.notMade(act, "the round was over"));
    }

    private synchronized Optional<ShardctlProcess> begun(Supplier<ShardctlProcess> run) {
        return ended ? Optional.empty() : Optional.of(run.get());
    }

    private static String ended(ShardctlProcess process) {
        boolean ended = process.awaitEnd(A_WHILE);
        while (!ended && !Thread.currentThread().isInterrupted()) {
            ended = process.awaitEnd(A_WHILE);
        }
        return "`" + process.name() + "`: " + process.ending();
    }
}

package dev.tessera.ops.move.run;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.MoveRequest;
import dev.tessera.ops.move.phases.MoveRunner;
import dev.tessera.ops.move.phases.OriginalsComparison;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleLimitsJson;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Carries out many moves, some at once: never more in all, nor on one server, than allowed. A move that fails leaves the others alone, and its
 * bucket where it is. Thread-safe.
 */
public final class Mover {
    private final MoverContext context;
    private final Cluster cluster;
    private final MoveWatch watch;

    public Mover(MoverContext context, MoveWatch watch) {
        this.context = context;
        this.cluster = context.cluster();
        this.watch = watch;
    }

    /** With the usual limits. */
    public List<Move> open(MovePlan plan, CutoverMode cutover) {
        return open(plan, cutover, ThrottleLimits.defaults());
    }

    /** Writes the moves of a plan down: from now on they can be seen, tuned, resumed and aborted. */
    public List<Move> open(MovePlan plan, CutoverMode cutover, ThrottleLimits limits) {
        return open(plan, cutover, limits, Optional.empty());
    }

    /** @param whole the plan for the cluster that they belong to */
    public List<Move> open(MovePlan plan, CutoverMode cutover, ThrottleLimits limits, Optional<String> whole) {
        long highest = highestSeen();
        Optional<String> throttle = Optional.of(ThrottleLimitsJson.print(limits));
        Optional<MoveClaim> claim = Optional.of(cluster.claims().of(context.who()));
        List<Move> moves = new ArrayList<>();
        for (PlannedMove planned : plan.moves()) {
            planned.reverses().ifPresent(this::requireCompared);
            compareReorganizationsOf(planned.bucket());
            moves.add(cluster.registry().open(request(planned, cutover, throttle, whole), highest, claim));
        }
        cluster.claims().take(ids(moves), context.who());
        moves.forEach(move -> cluster.audit()
                .record(context.who(), move.reverses().isPresent() ? "move reverse" : "move", move.describe()));
        return moves;
    }

    /** Writes a split or a merge down, like a move: it is seen, tuned, paused, resumed and aborted like one. */
    public Move open(PlannedReorganization planned, CutoverMode cutover, ThrottleLimits limits) {
        return open(planned, cutover, limits, Optional.empty());
    }

    /** @param whole the plan for the cluster that it belongs to */
    public Move open(
            PlannedReorganization planned, CutoverMode cutover, ThrottleLimits limits, Optional<String> whole) {
        planned.uncompared().forEach(this::requireCompared);
        Move move = cluster.registry()
                .open(
                        new MoveRequest(
                                planned.whole(),
                                Optional.of(planned.reshape()),
                                planned.shard(),
                                planned.shard(),
                                planned.schemaVersion(),
                                cutover,
                                Optional.of(ThrottleLimitsJson.print(limits)),
                                Optional.empty(),
                                !planned.closes().isEmpty(),
                                Duration.ZERO,
                                whole,
                                context.who()),
                        highestSeen(),
                        Optional.of(cluster.claims().of(context.who())));
        cluster.claims().take(ids(List.of(move)), context.who());
        cluster.audit().record(context.who(), "reorganize", move.describe());
        return move;
    }

    /** What a reorganization made is compared with what it was made of before it goes anywhere. */
    private void compareReorganizationsOf(BucketId bucket) {
        cluster.journal().broughtBy(bucket).stream()
                .filter(Move::isReorganization)
                .map(Move::moveId)
                .forEach(this::requireCompared);
    }

    private void requireCompared(long reversed) {
        OriginalsComparison.require(cluster, reversed, context.who(), context.options());
    }

    private MoveRequest request(
            PlannedMove planned, CutoverMode cutover, Optional<String> throttle, Optional<String> whole) {
        return new MoveRequest(
                planned.bucket(),
                Optional.empty(),
                planned.source(),
                planned.target(),
                planned.schemaVersion(),
                cutover,
                throttle,
                planned.reverses(),
                planned.closes().isPresent(),
                context.options().grace(),
                whole,
                context.who());
    }

    /** Works at them until each is switched, given up or stuck; returns what became of each, in the same order. */
    public List<MoveOutcome> run(List<Move> moves, ConcurrencyLimits limits) throws InterruptedException {
        cluster.claims().take(ids(moves), context.who());
        MoveConcurrency slots = new MoveConcurrency(limits.perServer());
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(limits.atOnce(), moves.size())));
        try {
            List<Future<MoveOutcome>> running = new ArrayList<>();
            for (Move move : moves) {
                running.add(threads.submit(() -> run(move, slots)));
            }
            List<MoveOutcome> outcomes = new ArrayList<>();
            for (Future<MoveOutcome> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            OutOfMemory.endIf(e);
            throw new TesseraException(
                    "a move ended with an unexpected failure: " + Redaction.message(e), e.getCause());
        } finally {
            threads.shutdownNow();
            moves.forEach(move -> cluster.claims().leave(move.moveId()));
        }
    }

    private static List<Long> ids(List<Move> moves) {
        return moves.stream().map(Move::moveId).toList();
    }

    /**
     * Works at moves as they come, and asks for no further one once one has stopped.
     *
     * @param moves asked by one thread at a time; may open a move when it is asked for the next
     * @return what became of each, in the order in which they ended
     * @throws TesseraException with which a further move couldn't be opened, when those under way have ended
     */
    public List<MoveOutcome> run(Iterator<Move> moves, ConcurrencyLimits limits) throws InterruptedException {
        MoveQueue queue = new MoveQueue(moves);
        MoveConcurrency slots = new MoveConcurrency(limits.perServer());
        ExecutorService threads = Executors.newFixedThreadPool(limits.atOnce());
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < limits.atOnce(); worker++) {
                workers.add(threads.submit(() -> {
                    for (Optional<Move> move = queue.next(); move.isPresent(); move = queue.next()) {
                        queue.ended(run(move.get(), slots));
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            return queue.outcomes();
        } catch (ExecutionException e) {
            OutOfMemory.endIf(e);
            throw new TesseraException(
                    "a move ended with an unexpected failure: " + Redaction.message(e), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private MoveOutcome run(Move move, MoveConcurrency slots) throws InterruptedException {
        Thread.currentThread().setName("move " + move.moveId());
        cluster.claims().take(List.of(move.moveId()), context.who());
        try (MoveConcurrency.Taken ignored = slots.take(move.source(), move.target())) {
            MoveProgress progress = watch.begins(move);
            MoveOutcome outcome;
            try {
                outcome = MoveOutcome.reached(move, new MoveRunner(context).run(move.moveId(), progress));
            } catch (TesseraException e) {
                outcome = MoveOutcome.stopped(move, e);
            }
            watch.ended(outcome);
            return outcome;
        } finally {
            cluster.claims().leave(move.moveId());
        }
    }

    /** A directory that was restored must not give out the id of a move that left traces on a shard. */
    private long highestSeen() {
        long highest = 0;
        for (ShardConfig shard : cluster.members()) {
            try (SqlSession session = cluster.server(shard.name()).open()) {
                highest = Math.max(highest, new BucketRegistry(session).highestMove());
            }
        }
        return highest;
    }
}

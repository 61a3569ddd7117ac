package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.plan.Verb;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The moves for which a verb is possible. */
final class MoveSelection {
    private static final int LOOKS = 40;
    private static final long BETWEEN_LOOKS_MILLIS = 250;

    private final Cluster opsCluster;
    private final CountDownLatch over;

    MoveSelection(Cluster opsCluster, CountDownLatch over) {
        this.opsCluster = opsCluster;
        this.over = over;
    }

    /** Empty when there is none for a while. */
    List<Move> await(Verb verb) throws InterruptedException {
        List<Move> moves = of(verb);
        for (int look = 0; look < LOOKS && moves.isEmpty() && over.getCount() > 0; look++) {
            boolean unused = over.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            moves = of(verb);
        }
        return moves;
    }

    private List<Move> of(Verb verb) {
        List<Move> all = opsCluster.journal().all();
        return all.stream().filter(predicate(verb, all)).toList();
    }

    private Predicate<Move> predicate(Verb verb, List<Move> all) {
        return switch (verb) {
            case REVERSE -> reversible(all);
            case COMPLETE -> move -> move.phase() == MovePhase.SWITCHED;
            case ABORT, TUNE -> Move::isOpen;
            case PAUSE -> move -> move.isOpen() && move.desiredState() == DesiredState.RUN;
            case RESUME ->
                move -> move.isOpen()
                        && (move.desiredState() == DesiredState.PAUSE
                                || move.leaseHolder().isEmpty());
            case CUTOVER -> move -> move.isOpen() && move.cutover() == CutoverMode.MANUAL;
        };
    }

    private Predicate<Move> reversible(List<Move> all) {
        Set<BucketId> moving = all.stream()
                .filter(Move::isOpen)
                .flatMap(move -> move.parents().stream())
                .collect(Collectors.toSet());
        Set<Long> open = opsCluster.reverseReplications().all().stream()
                .filter(ReverseReplication::isOpen)
                .map(ReverseReplication::moveId)
                .collect(Collectors.toSet());
        return move -> open.contains(move.moveId()) && !moving.contains(move.bucket());
    }
}

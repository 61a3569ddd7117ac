package dev.tessera.ops.move.session;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Between which schemas and the live one a bucket's tables may be renamed before the eyes of a stream. Only where no row was written
 * meanwhile: a move's own fence, taken and given back, and that by which its source went live.
 */
public final class OwnSchemas {
    private OwnSchemas() {}

    /** For the stream from source to target. */
    static Set<String> ofForward(Cluster cluster, Move move) {
        Optional<Long> reversed = move.reverses();
        return reversed.isPresent()
                ? ofBack(cluster, cluster.journal().get(reversed.get()))
                : Set.of(move.frozenSchema());
    }

    /** For the stream from a switched move's target back to its source: fences of those who tried to go back are among them. */
    public static Set<String> ofBack(Cluster cluster, Move switched) {
        Set<String> own = new HashSet<>(Set.of(switched.incomingSchema()));
        cluster.journal().all().stream()
                .filter(move -> move.reverses().equals(Optional.of(switched.moveId())))
                .map(Move::frozenSchema)
                .forEach(own::add);
        return own;
    }
}

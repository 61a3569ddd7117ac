package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.move.ReverseReplicationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The reverse replication of one switched move, as its row in the directory says.
 *
 * @param holder who keeps the originals up to date; empty when nobody does, or did not say so in time by the directory's clock
 * @param behind how far the originals were behind the new home when that was last said
 * @param reportedAt when it was said; until then nobody has followed the new home
 * @param silence for how long nobody has said anything of it, by the directory's clock
 * @param reason why it isn't open, or what stops its stream, for people
 * @param graceUntil before it, completing the move waits
 * @param graceLeft until then by the directory's clock; zero when it is over
 */
public record ReverseReplication(
        long moveId,
        int bucket,
        ReverseReplicationState state,
        Optional<String> holder,
        Optional<Duration> behind,
        Optional<Instant> reportedAt,
        Duration silence,
        Optional<String> reason,
        Instant openedAt,
        Instant graceUntil,
        Duration graceLeft) {
    public boolean isOpen() {
        return state == ReverseReplicationState.OPEN;
    }
}

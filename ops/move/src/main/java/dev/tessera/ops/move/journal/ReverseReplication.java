package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The reverse replication of one switched move, as its row in the directory says.
 *
 * @param holder the process that keeps the originals up to date; empty when there is none, or it didn't report in time by the directory's clock
 * @param behind the lag of the originals at the last report
 * @param reportedAt when the lag was reported last; empty before the first report
 * @param silence since the last report, by the directory's clock
 * @param reason why it isn't open, or what stops its stream, for people
 * @param graceUntil until then {@code complete} waits
 * @param graceLeft until then by the directory's clock; zero when it is over
 */
public record ReverseReplication(
        long moveId,
        BucketId bucket,
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

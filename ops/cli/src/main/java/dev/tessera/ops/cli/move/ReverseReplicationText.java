package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.journal.ReverseReplication;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How a reverse replication stands, for people. */
final class ReverseReplicationText {
    private ReverseReplicationText() {}

    static String of(ReverseReplication reverseReplication) {
        String reason = reverseReplication.reason().map(why -> ": " + why).orElse("");
        return reverseReplication.isOpen()
                ? "its reverse replication is open, " + followed(reverseReplication) + reason
                : "its reverse replication is "
                        + reverseReplication.state().name().toLowerCase(Locale.ROOT) + reason;
    }

    /** Until when, too. */
    static String inFull(ReverseReplication reverseReplication) {
        return reverseReplication.isOpen()
                ? of(reverseReplication) + "; `shardctl move reverse " + reverseReplication.moveId()
                        + "` goes back until `shardctl move complete " + reverseReplication.moveId()
                        + "`, which waits until "
                        + reverseReplication.graceUntil().truncatedTo(ChronoUnit.SECONDS)
                : of(reverseReplication);
    }

    private static String followed(ReverseReplication reverseReplication) {
        String behind =
                reverseReplication.behind().map(ReverseReplicationText::behind).orElse("its originals not updated yet");
        return reverseReplication
                .holder()
                .map(holder -> behind + ", updated by " + holder)
                .orElseGet(() -> behind
                        + reverseReplication
                                .reportedAt()
                                .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
                                .orElse("")
                        + ", no agent updates them now: the new home must keep its binlogs since then");
    }

    private static String behind(Duration behind) {
        return "its originals " + behind.toMillis() + " ms behind";
    }
}

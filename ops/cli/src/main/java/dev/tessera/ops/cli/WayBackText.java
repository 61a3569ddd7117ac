package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.WayBack;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How a way back stands, for people. */
final class WayBackText {
    private WayBackText() {}

    static String of(WayBack wayBack) {
        String reason = wayBack.reason().map(why -> ": " + why).orElse("");
        return wayBack.isOpen()
                ? "its way back is open, " + followed(wayBack) + reason
                : "its way back is " + wayBack.state().name().toLowerCase(Locale.ROOT) + reason;
    }

    /** Until when, too. */
    static String inFull(WayBack wayBack) {
        return wayBack.isOpen()
                ? of(wayBack) + "; `shardctl move reverse " + wayBack.moveId()
                        + "` goes back until `shardctl move complete " + wayBack.moveId() + "`, which waits until "
                        + wayBack.graceUntil().truncatedTo(ChronoUnit.SECONDS)
                : of(wayBack);
    }

    private static String followed(WayBack wayBack) {
        String behind = wayBack.behind().map(WayBackText::behind).orElse("its originals not followed yet");
        return wayBack.holder()
                .map(holder -> behind + ", followed by " + holder)
                .orElseGet(() -> behind
                        + wayBack.reportedAt()
                                .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
                                .orElse("")
                        + ", followed by nobody now: the new home must keep its binlogs since then");
    }

    private static String behind(Duration behind) {
        return "its originals " + behind.toMillis() + " ms behind";
    }
}

package dev.tessera.ops.move.phases;

import java.time.Duration;
import java.util.Optional;

/**
 * Notices that a bucket is written faster than its copy follows: for a while the catch-up hasn't gained on where it was. It is never fenced
 * then, and could go on like that until the binlogs are gone; somebody has to choose. Not thread-safe.
 */
final class CatchUpStallDetector {
    static final Duration STRETCH = Duration.ofSeconds(60);

    private final long moveId;
    private final Duration small;
    private Optional<Stretch> stretch = Optional.empty();

    private record Stretch(long since, Duration backlog) {}

    /** @param small a lag with which the fence is tried: whoever is that close keeps up */
    CatchUpStallDetector(long moveId, Duration small) {
        this.moveId = moveId;
        this.small = small;
    }

    /**
     * What to say and to choose from; empty while it gains, or keeps up.
     *
     * @param now nanoseconds of a clock that never goes back
     * @param lag grows while the target isn't proved to be caught up
     * @param backlog age of what the target received last; empty before anything came
     */
    Optional<String> observe(long now, Duration lag, Optional<Duration> backlog) {
        if (lag.compareTo(small) <= 0 || backlog.isEmpty()) {
            stretch = Optional.empty();
            return Optional.empty();
        }
        Duration behind = backlog.get();
        if (stretch.isEmpty() || behind.compareTo(stretch.get().backlog()) < 0) {
            stretch = Optional.of(new Stretch(now, behind));
        }
        Duration lasting = Duration.ofNanos(now - stretch.get().since());
        boolean grown = behind.compareTo(stretch.get().backlog()) > 0;
        return grown && lasting.compareTo(STRETCH) >= 0 ? Optional.of(choices(behind, lasting)) : Optional.empty();
    }

    private String choices(Duration behind, Duration lasting) {
        return "the catch-up, which the bucket's writes outrun: " + behind.toSeconds() + " s behind, and in "
                + lasting.toSeconds() + " s it hasn't gained. Raise or lift its limits (`shardctl move tune " + moveId
                + "`), have it wait for a quieter hour (`shardctl move pause " + moveId + "`), or give it up (`shardctl"
                + " move abort " + moveId + "`)";
    }
}

package dev.tessera.bench.moves;

import dev.tessera.ops.move.cluster.Milestones;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Notes when the mover passes its milestones. Of several attempts the last counts: it is the one that succeeded. Thread-safe. */
public final class SectionClock implements Milestones {
    private static final String FENCE_SENT = "fence:before-act";
    private static final String FENCED = "fence:after-act";
    private static final String RENAME_SENT = "target-live:before-act";
    private static final String LIVE = "target-live:after-act";
    private static final String FLIPPED = "switch:after-journal";

    private final Map<String, Long> passed = new ConcurrentHashMap<>();

    @Override
    public void reached(String point) {
        passed.put(point, System.nanoTime());
    }

    public void reset() {
        passed.clear();
    }

    public Section section() {
        return new Section(
                between(FENCE_SENT, FENCED),
                between(FENCED, RENAME_SENT),
                between(RENAME_SENT, LIVE),
                between(LIVE, FLIPPED));
    }

    private Duration between(String from, String to) {
        return Duration.ofNanos(at(to) - at(from));
    }

    private long at(String point) {
        return Optional.ofNullable(passed.get(point))
                .orElseThrow(() -> new IllegalStateException("the mover never passed " + point));
    }

    /**
     * The mover's own part of a pause: from the first RENAME sent to the directory's answer.
     *
     * @param fence the RENAME on the source, waiting for its users included
     * @param behindFence until the copy had everything and was compared
     * @param live the RENAME on the target
     * @param publication the placement in the directory
     */
    public record Section(Duration fence, Duration behindFence, Duration live, Duration publication) {
        public Duration whole() {
            return fence.plus(behindFence).plus(live).plus(publication);
        }
    }
}

package dev.tessera.e2e.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.SlotMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads placements and version of the directory at one moment, again and again, as routers do, and notes each version whose ranges are not all slots
 * once each, or in which a slot's epoch is smaller than before. On a thread of its own until it is closed.
 */
final class PublishedRanges implements AutoCloseable {
    private final Cluster cluster;
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Map<Long, List<Placement>> versions = new TreeMap<>();
    private final Thread thread = new Thread(this::run, "published ranges");
    private volatile boolean closed;

    private record Seen(long version, List<Placement> placements) {}

    private PublishedRanges(Cluster cluster) {
        this.cluster = cluster;
        thread.start();
    }

    static PublishedRanges watch(Cluster cluster) {
        return new PublishedRanges(cluster);
    }

    private void run() {
        @Nullable SlotMap before = null;
        while (!closed) {
            Seen seen = cluster.atOneMoment(() -> new Seen(
                    cluster.placements().version(), cluster.placements().all()));
            if (versions.putIfAbsent(seen.version(), seen.placements()) == null) {
                before = adopt(seen, before);
            }
        }
    }

    private @Nullable SlotMap adopt(Seen seen, @Nullable SlotMap before) {
        try {
            SlotMap now = SlotMap.of(seen.placements());
            for (int slot = 0; before != null && slot < 16_384; slot++) {
                if (now.ofSlot(slot).epoch() < before.ofSlot(slot).epoch()) {
                    problems.add("version " + seen.version() + ": the epoch of slot " + slot + " shrank");
                    break;
                }
            }
            return now;
        } catch (IllegalArgumentException e) {
            problems.add("version " + seen.version() + ": " + e.getMessage());
            return before;
        }
    }

    /** Of all versions that were seen; to be asked when it is closed. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    int versions() {
        return versions.size();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}

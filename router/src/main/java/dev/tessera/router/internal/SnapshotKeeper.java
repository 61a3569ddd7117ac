package dev.tessera.router.internal;

import dev.tessera.router.DirectoryUnavailableException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.RouterConfig;
import dev.tessera.shardconfig.Placement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest snapshot of the directory. One thread reads: every refresh interval, and at once when somebody asks; all who ask
 * meanwhile share its answer. With the directory down the last snapshot stays. A version or an epoch that goes backwards is
 * never adopted.
 */
final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final DirectoryReader reader;
    private final Duration interval;
    private final Consumer<PlacementSnapshot> onChange;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition answered = lock.newCondition();

    // Guarded by lock.
    private long asks;
    private long answers;
    private boolean closed;

    private volatile PlacementSnapshot current;
    private boolean failing;

    private SnapshotKeeper(
            DirectoryReader reader, Duration interval, PlacementSnapshot first, Consumer<PlacementSnapshot> onChange) {
        this.reader = reader;
        this.interval = interval;
        this.current = first;
        this.onChange = onChange;
        onChange.accept(first);
        this.thread = new Thread(this::run, "tessera-directory");
        this.thread.setDaemon(true);
    }

    /**
     * Reads the directory once, then goes on in a thread of its own. With the directory down it begins with what was saved.
     *
     * @param onChange called with the first snapshot and every newer one, before it is used
     * @throws DirectoryUnavailableException when the directory can't be read and nothing usable was saved
     */
    static SnapshotKeeper start(RouterConfig config, Consumer<PlacementSnapshot> onChange) {
        DirectoryReader reader = new DirectoryReader(config);
        Optional<SnapshotFile> file = config.snapshotFile()
                .map(path -> new SnapshotFile(path, config.directory() + "/" + config.directorySchema()));
        Consumer<PlacementSnapshot> follow = snapshot -> {
            onChange.accept(snapshot);
            file.ifPresent(kept -> kept.save(snapshot));
        };
        SnapshotKeeper keeper =
                new SnapshotKeeper(reader, config.refreshInterval(), first(reader, file, config), follow);
        keeper.thread.start();
        return keeper;
    }

    private static PlacementSnapshot first(DirectoryReader reader, Optional<SnapshotFile> file, RouterConfig config) {
        try {
            return reader.snapshot();
        } catch (SQLException | RuntimeException failure) {
            reader.close();
            String problem = "the directory at " + config.directory() + " can't be read: " + failure.getMessage();
            PlacementSnapshot saved = file.flatMap(SnapshotFile::load)
                    .orElseThrow(() -> new DirectoryUnavailableException(problem, failure));
            LOG.warn("{}; starting with what was saved, version {}", problem, saved.version());
            return saved;
        }
    }

    PlacementSnapshot current() {
        return current;
    }

    /** Waits until the directory was read once more, from now on, or the time is over. */
    void refresh(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            long ask = ++asks;
            asked.signal();
            while (answers < ask && !closed && nanos > 0) {
                nanos = answered.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signalAll();
            answered.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (reader) {
            while (awaitTurn()) {
                long answering = asksSoFar();
                poll();
                answer(answering);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = interval.toNanos();
            while (answers == asks && !closed && nanos > 0) {
                nanos = asked.awaitNanos(nanos);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private long asksSoFar() {
        lock.lock();
        try {
            return asks;
        } finally {
            lock.unlock();
        }
    }

    private void answer(long answering) {
        lock.lock();
        try {
            answers = answering;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void poll() {
        try {
            long version = reader.version();
            if (version > current.version()) {
                adopt(reader.snapshot());
            } else if (version < current.version()) {
                LOG.error(
                        "the directory went back from version {} to {}: was it restored? Keeping what was known",
                        current.version(),
                        version);
            }
            if (failing) {
                failing = false;
                LOG.info("the directory answers again");
            }
        } catch (SQLException | RuntimeException failure) {
            if (!failing) {
                failing = true;
                LOG.warn("the directory doesn't answer; going on with version {}", current.version(), failure);
            }
        }
    }

    private void adopt(PlacementSnapshot newer) {
        for (Placement placement : newer.placements()) {
            long known = current.placement(placement.bucket()).epoch();
            if (placement.epoch() < known) {
                LOG.error(
                        "bucket {} went back from epoch {} to {} in version {} of the directory: refused",
                        placement.bucket(),
                        known,
                        placement.epoch(),
                        newer.version());
                return;
            }
        }
        onChange.accept(newer);
        current = newer;
        LOG.info("directory version {}, schema version {}", newer.version(), newer.schemaVersion());
    }
}

package dev.tessera.router.internal.snapshot;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.router.DirectoryFormatException;
import dev.tessera.router.DirectoryUnavailableException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.RouterConfig;
import dev.tessera.shardconfig.redaction.Redaction;
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
 * Keeps the newest snapshot of the directory. One thread reads it: at each refresh interval, and at once on request; concurrent requests
 * share one read. While the directory is down the last snapshot stays. A smaller version, a smaller epoch of any slot, and placements that
 * don't partition the slots are never adopted.
 */
public final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final DirectoryReader reader;
    private final Duration interval;
    private final Consumer<PlacementSnapshot> onChange;
    private final Consumer<PlacementSnapshot> onConfirm;
    private final Freshness freshness;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition answered = lock.newCondition();

    @GuardedBy("lock") private long asks;

    @GuardedBy("lock") private long answers;

    @GuardedBy("lock") private boolean closed;

    private volatile PlacementSnapshot current;

    private SnapshotKeeper(
            DirectoryReader reader,
            Duration interval,
            First first,
            Consumer<PlacementSnapshot> onChange,
            Consumer<PlacementSnapshot> onConfirm) {
        this.reader = reader;
        this.interval = interval;
        this.current = first.snapshot();
        this.freshness = first.freshness();
        this.onChange = onChange;
        this.onConfirm = onConfirm;
        onChange.accept(current);
        this.thread = new Thread(this::run, "tessera-directory");
        this.thread.setDaemon(true);
    }

    /**
     * Reads the directory once, then goes on in a thread of its own. With the directory down it begins with what was saved.
     *
     * @param onChange called with the first snapshot and every newer one, before it is used
     * @throws DirectoryUnavailableException when the directory can't be read and nothing usable was saved
     * @throws DirectoryFormatException when it has another format: what was saved is then of no use either
     */
    public static SnapshotKeeper start(RouterConfig config, Consumer<PlacementSnapshot> onChange) {
        DirectoryReader reader = new DirectoryReader(config);
        Optional<SnapshotFile> file = config.snapshotFile()
                .map(path -> new SnapshotFile(path, config.directory() + "/" + config.directorySchema()));
        First first = first(reader, file, config);
        SnapshotKeeper keeper = new SnapshotKeeper(
                reader,
                config.refreshInterval(),
                first,
                onChange,
                snapshot -> file.ifPresent(kept -> kept.keep(snapshot)));
        if (first.freshness().problem().isEmpty()) {
            keeper.confirm();
        }
        keeper.thread.start();
        return keeper;
    }

    private static First first(DirectoryReader reader, Optional<SnapshotFile> file, RouterConfig config) {
        try {
            return new First(reader.snapshot(), Freshness.confirmed());
        } catch (DirectoryFormatException refused) {
            reader.close();
            throw refused;
        } catch (SQLException | RuntimeException failure) {
            reader.close();
            String problem = "the directory at " + config.directory() + " can't be read: " + words(failure);
            SavedSnapshot saved = file.flatMap(SnapshotFile::load)
                    .orElseThrow(() -> new DirectoryUnavailableException(problem, failure));
            LOG.warn(
                    "{}; starting with version {}, saved at {}",
                    problem,
                    saved.snapshot().version(),
                    saved.savedAt());
            return new First(saved.snapshot(), Freshness.saved(saved.savedAt()));
        }
    }

    private static String words(Exception failure) {
        // Placements that can't be are described in Tessera's own words.
        return failure instanceof IllegalArgumentException && failure.getMessage() != null
                ? failure.getMessage()
                : Redaction.message(failure);
    }

    public PlacementSnapshot current() {
        return current;
    }

    public Freshness freshness() {
        return freshness;
    }

    /** Waits until the directory was read once more, from now on, or the time is over. */
    public void refresh(Duration atMost) throws InterruptedException {
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
            follow(reader.version());
        } catch (SQLException | RuntimeException failure) {
            if (freshness.doubtSilence()) {
                LOG.warn(
                        "the directory doesn't answer; going on with version {}",
                        current.version(),
                        Redaction.copy(failure));
            }
        }
    }

    private void follow(long version) throws SQLException {
        if (version < current.version()) {
            doubt(Succession.wentBack(current, version));
        } else if (version == current.version() || adopt(version)) {
            confirm();
        }
    }

    /** Whether it can be believed. */
    private boolean adopt(long version) throws SQLException {
        PlacementSnapshot newer;
        try {
            newer = reader.snapshot();
        } catch (DirectoryFormatException | IllegalArgumentException wrong) {
            doubt("its version " + version + ": " + wrong.getMessage());
            return false;
        }
        Optional<String> doubt = Succession.doubt(current, newer);
        doubt.ifPresent(this::doubt);
        if (doubt.isPresent()) {
            return false;
        }
        onChange.accept(newer);
        current = newer;
        LOG.info("directory version {}, schema version {}", newer.version(), newer.schemaVersion());
        return true;
    }

    private void confirm() {
        if (freshness.problem().isPresent()) {
            LOG.info("the directory answers again");
        }
        freshness.confirm();
        onConfirm.accept(current);
    }

    private void doubt(String reason) {
        if (freshness.doubt(reason)) {
            LOG.error("the directory can't be believed, going on with version {}: {}", current.version(), reason);
        }
    }

    /** What the keeper begins with. */
    private record First(PlacementSnapshot snapshot, Freshness freshness) {}
}

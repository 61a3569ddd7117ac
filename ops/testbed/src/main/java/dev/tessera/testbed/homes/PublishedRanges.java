package dev.tessera.testbed.homes;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.placement.SlotMap;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads version and placements of a directory at one moment, again and again, as routers do, and notes each version whose ranges are not all slots
 * once each, or in which a slot's epoch is smaller than before. On a thread of its own until it is closed.
 */
public final class PublishedRanges implements AutoCloseable {
    private final MySqlServer directory;
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Set<Long> versions = new HashSet<>();
    private final Thread thread = new Thread(this::run, "published ranges");
    private volatile boolean closed;

    private PublishedRanges(MySqlServer directory) {
        this.directory = directory;
        thread.start();
    }

    /** @param directory whose schema has the usual name */
    public static PublishedRanges watch(MySqlServer directory) {
        return new PublishedRanges(directory);
    }

    private void run() {
        try (Connection connection = directory.connect();
                Statement statement = connection.createStatement()) {
            @Nullable SlotMap before = null;
            while (!closed) {
                statement.execute("start transaction with consistent snapshot, read only");
                long version = version(statement);
                if (versions.add(version)) {
                    before = adopt(version, placements(statement), before);
                }
                statement.execute("commit");
            }
        } catch (SQLException e) {
            problems.add("the directory couldn't be read: " + e.getMessage());
        }
    }

    private static long version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select version from tessera_directory.cluster where id = 1")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Placement> placements(Statement statement) throws SQLException {
        List<Placement> placements = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery("select bucket, shard, epoch, state from tessera_directory.placements")) {
            while (row.next()) {
                placements.add(new Placement(
                        BucketId.parse(row.getString(1)),
                        new ShardName(row.getString(2)),
                        row.getLong(3),
                        PlacementState.ofColumn(row.getString(4))));
            }
        }
        return placements;
    }

    private @Nullable SlotMap adopt(long version, List<Placement> placements, @Nullable SlotMap before) {
        try {
            SlotMap now = SlotMap.of(placements);
            for (int slot = 0; before != null && slot < SlotFunction.SLOTS; slot++) {
                if (now.ofSlot(slot).epoch() < before.ofSlot(slot).epoch()) {
                    problems.add("version " + version + ": the epoch of slot " + slot + " shrank");
                    break;
                }
            }
            return now;
        } catch (IllegalArgumentException e) {
            problems.add("version " + version + ": " + e.getMessage());
            return before;
        }
    }

    /** Of all versions that were seen; to be asked when it is closed. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** How many were seen; to be asked when it is closed. */
    public int versions() {
        return versions.size();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted while a directory is read", e);
        }
    }
}

package dev.tessera.ops.move.session;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.migrations.definition.DefinitionReader;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.Preflight;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that speaks against moving buckets from one shard to another. The dry run and the mover ask the same. Changes nothing that is in
 * use; what the changelog makes is tried in a schema of its own on the target. Not thread-safe.
 */
public final class MoveCheck implements AutoCloseable {
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Cluster cluster;
    private final ShardName from;
    private final ShardName to;
    private final SqlSession source;
    private final SqlSession target;
    private Optional<DefinitionReader> reader = Optional.empty();
    private Optional<Long> moveId = Optional.empty();

    /** @param source a session there, not closed with it; {@code target} alike */
    public MoveCheck(Cluster cluster, ShardName from, SqlSession source, ShardName to, SqlSession target) {
        this.cluster = cluster;
        this.from = from;
        this.source = source;
        this.to = to;
        this.target = target;
    }

    /** What is found is told to whoever resumes this move. */
    public MoveCheck ofMove(long opened) {
        moveId = Optional.of(opened);
        return this;
    }

    /** What speaks against moving any bucket from one to the other. */
    public List<String> ofServers() {
        return preflight(true).ofServers(from, to);
    }

    /** @param diskUnchecked somebody answers for free disk on the target; none is needed to go back */
    public Preflight preflight(boolean diskUnchecked) {
        Preflight preflight = new Preflight(cluster.config(), cluster.server(from), source, target, diskUnchecked);
        return moveId.map(preflight::ofMove).orElse(preflight);
    }

    /**
     * What speaks against moving this bucket, each with what would be right.
     *
     * @param reverses the move by which it came, when it goes back to its originals
     */
    public List<String> problems(BucketId bucket, int version, Optional<Long> reverses, boolean diskUnchecked) {
        SortedSet<BucketId> alone = new TreeSet<>(Set.of(bucket));
        return problems(alone, alone, version, reverses, diskUnchecked);
    }

    /**
     * The same of what a move or a reorganization concerns.
     *
     * @param parents whose tables go
     * @param children whose tables come
     */
    public List<String> problems(
            SortedSet<BucketId> parents,
            SortedSet<BucketId> children,
            int version,
            Optional<Long> reverses,
            boolean diskUnchecked) {
        List<String> problems = new ArrayList<>(preflight(diskUnchecked || reverses.isPresent())
                .problems(from, to, cluster.tablesOf(parents, version), children, version));
        if (problems.isEmpty()) {
            try {
                parents.forEach(bucket -> problems.addAll(ofDefinitions(bucket, version, reverses)));
            } catch (StatementFailedException e) {
                if (!e.isError(LOCK_WAIT_TIMEOUT)) {
                    throw e;
                }
                problems.add("tables of " + parents + " are locked by a session that alters them, on " + from + " or "
                        + to + "; try again when that is over");
            }
        }
        return problems;
    }

    private List<String> ofDefinitions(BucketId bucket, int version, Optional<Long> reverses) {
        SortedSet<String> tables = cluster.tables().names(bucket, version);
        return reverses.isPresent()
                ? ofOriginals(bucket, tables, cluster.journal().get(reverses.get()))
                : ofChangelog(bucket, tables, version);
    }

    private List<String> ofChangelog(BucketId bucket, SortedSet<String> tables, int version) {
        return live(tables)
                .differences(from.value(), cluster.asTheChangelogMakes(bucket, version, to), "the changelog")
                .stream()
                .map(difference -> "bucket " + bucket + " on " + from + " is not what schema version " + version
                        + " makes: " + difference + "; put that right on " + from
                        + ", or make it a migration of all buckets")
                .toList();
    }

    private List<String> ofOriginals(BucketId bucket, SortedSet<String> tables, Move switched) {
        try (DefinitionReader there = new DefinitionReader(cluster.server(to).open())) {
            return live(tables)
                    .differences(from.value(), there.read(switched.frozenSchema(), tables), "the originals on " + to)
                    .stream()
                    .map(difference -> "bucket " + bucket + " can't go back into its originals in "
                            + switched.frozenSchema() + ": " + difference + "; make them alike")
                    .toList();
        }
    }

    private BucketDefinition live(SortedSet<String> tables) {
        if (reader.isEmpty()) {
            reader = Optional.of(new DefinitionReader(cluster.server(from).open()));
        }
        return reader.get().read(BucketTables.LIVE_SCHEMA, tables);
    }

    @Override
    public void close() {
        reader.ifPresent(DefinitionReader::close);
    }
}

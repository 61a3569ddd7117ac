package dev.tessera.e2e.kill;

import dev.tessera.e2e.move.Agents;
import dev.tessera.e2e.move.Homes;
import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.e2e.move.Operator;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.homes.LiveIntervals;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.Probe;
import dev.tessera.testbed.workload.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One system under load and watched by an agent, on which trial after trial is made; the bucket goes to and fro. */
final class Matrix implements AutoCloseable {
    static final BucketId BUCKET = new InitialBuckets(16).get(3);
    /** By then a bucket is served again, whatever was killed. */
    static final Duration BACK = MoverProcess.LEASE.plusSeconds(5);

    private static final int CLIENTS = 8;
    /** What is written is read again at the end: enough for each step, and not more. */
    private static final Duration PAUSE = Duration.ofMillis(60);

    private final MySqlServer directory;
    private final TestSystem system;
    private final Cluster cluster;
    private final Workload workload;
    private final Homes homes;
    private final Probe probe;
    private final LiveIntervals intervals;
    private final List<Outage> outages = new CopyOnWriteArrayList<>();
    private final Set<String> passed = new TreeSet<>();
    private Agents agents;

    private Matrix(MySqlServer directory, TestSystem system) {
        this.directory = directory;
        this.system = system;
        cluster = new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
        homes = new Homes(system, cluster);
        probe = new Probe(system.bases());
        intervals = LiveIntervals.fromNowOn(system.shards());
        agents = Agents.start(system.cluster());
        workload = Workload.start(system.options()
                .withClients(CLIENTS)
                .withHot(Set.of(BUCKET), 0.5)
                .withPauseBetweenActs(PAUSE));
    }

    static Matrix start(MySqlServer directory, MySqlServer... shards) throws Exception {
        return new Matrix(directory, TestSystem.create(16, directory, shards).withApps(2));
    }

    TestSystem system() {
        return system;
    }

    Cluster cluster() {
        return cluster;
    }

    Operator operator() {
        return new Operator(cluster);
    }

    Workload workload() {
        return workload;
    }

    Homes homes() {
        return homes;
    }

    LiveIntervals intervals() {
        return intervals;
    }

    List<Outage> outages() {
        return outages;
    }

    /** The milestones that any process passed. */
    Set<String> passed() {
        return passed;
    }

    MySqlServer directory() {
        return directory;
    }

    MySqlServer server(ShardName shard) {
        int index = cluster.config().shards().stream()
                .map(configured -> configured.name())
                .toList()
                .indexOf(shard);
        return system.shards().get(index);
    }

    /** Where the bucket lives. */
    ShardName home() {
        return homes.live(BUCKET).get(0);
    }

    /** Where it would go. */
    ShardName elsewhere() {
        return cluster.config().shards().stream()
                .map(configured -> configured.name())
                .filter(shard -> !shard.equals(home()))
                .findFirst()
                .orElseThrow();
    }

    MoverProcess process(String point, String act, String... verb) {
        return MoverProcess.start(system.folder(), point, act, verb);
    }

    /** A process that moves the bucket to where it isn't. */
    MoverProcess mover(String point, String act) {
        return process(point, act, "move", BUCKET.name(), elsewhere().value());
    }

    /** Closes it, too. */
    void took(MoverProcess process) {
        process.close();
        passed.addAll(process.passed());
    }

    Move newest() {
        List<Move> moves = cluster.journal().all();
        return moves.get(moves.size() - 1);
    }

    void stopAgent() throws InterruptedException {
        agents.close();
    }

    void startAgent() {
        agents = Agents.start(system.cluster());
    }

    /** Returns how long it took from the moment given, by {@link System#nanoTime}. */
    long awaitServed(long sinceNanos, String after) {
        return awaitServed(() -> List.of(BUCKET), sinceNanos, after);
    }

    /** @param buckets asked at each look */
    long awaitServed(Supplier<List<BucketId>> buckets, long sinceNanos, String after) {
        Eventually.within(
                BACK,
                () -> {
                    List<BucketId> now = buckets.get();
                    return now.stream().allMatch(bucket -> homes.isServed(bucket) && probe.isServed(bucket));
                },
                () -> "served after " + after + ": "
                        + buckets.get().stream()
                                .map(bucket -> bucket + " live on " + homes.live(bucket) + ", "
                                        + cluster.placements().find(bucket))
                                .toList()
                        + ", " + newest());
        return Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis();
    }

    /** A bucket of each shard, served by every app. */
    void awaitAllServed() {
        Eventually.within(
                BACK,
                () -> cluster.placements().all().stream()
                        .collect(Collectors.toMap(Placement::shard, Placement::bucket, (one, other) -> one))
                        .values()
                        .stream()
                        .allMatch(probe::isServed),
                "every shard is served");
    }

    Set<BucketId> bucketsOn(ShardName shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().equals(shard))
                .map(Placement::bucket)
                .collect(Collectors.toSet());
    }

    /** From then until now clients of these buckets could be told to come back. */
    void excuse(Instant from, Set<BucketId> buckets, Set<BucketId> open) {
        outages.add(new Outage(from, Instant.now(), buckets, open));
    }

    /** Nobody works at the newest move any more. */
    Move awaitLeaseFree() {
        Eventually.within(BACK, () -> newest().leaseHolder().isEmpty(), "the lease runs out");
        return newest();
    }

    /** Nobody works at the newest move any more, and nobody has to. */
    Move awaitSettled() {
        Eventually.within(
                BACK,
                () -> newest().leaseHolder().isEmpty() && newest().phase() != MovePhase.CUTOVER,
                () -> "it is settled: " + newest());
        return newest();
    }

    /** Ends the newest move as an operator would; returns what had to be done to it. */
    String finish() throws InterruptedException {
        Move move = awaitSettled();
        String resumed = "";
        if (move.phase() != MovePhase.SWITCHED && !move.phase().isTerminal()) {
            resumed = ", resumed by the operator: "
                    + operator().resume(move.moveId()).column();
        }
        if (newest().phase() == MovePhase.SWITCHED) {
            operator().complete(move.moveId());
        }
        return resumed;
    }

    /** How often an agent or a doctor has put something right so far. */
    long repairs() {
        String schema = cluster.config().directory().schema().value();
        try (Connection connection = directory.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from " + schema + ".audit where action = 'repair'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** After a trial that failed: so that others can be made. */
    void recover() throws InterruptedException {
        directory.start();
        system.shards().forEach(MySqlServer::start);
        stopAgent();
        startAgent();
        awaitServed(System.nanoTime(), "a trial that failed");
        System.out.println("recovered" + finish());
    }

    @Override
    public void close() throws Exception {
        workload.close();
        agents.close();
        cluster.close();
        system.close();
    }
}

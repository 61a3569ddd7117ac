package dev.tessera.migrations.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.report.ClusterProblems;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.migrations.view.BucketVolume;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.DirectoryView;
import dev.tessera.migrations.view.DirectoryView.ClusterRow;
import dev.tessera.migrations.view.MigrationBlocker;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.AccountConfig;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.cluster.DirectoryConfig;
import dev.tessera.shardconfig.cluster.PasswordSource;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Plans are made from what was seen; here, of a cluster of 16 buckets on two shards. */
class StepPlanTest {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final InitialBuckets BUCKETS = new InitialBuckets(16);
    private static final ServerAddress DIRECTORY = ServerAddress.parse("directory:3306");
    private static final ServerAddress AT_A = ServerAddress.parse("a:3306");
    private static final ServerAddress AT_B = ServerAddress.parse("b:3306");

    private final Changelogs changelogs = Changelogs.shipped();
    private final ClusterConfig config = new ClusterConfig(
            new ClusterName("test"),
            BUCKETS,
            account("operator"),
            account("app"),
            new DirectoryConfig(DIRECTORY, DirectoryConfig.DEFAULT_SCHEMA),
            List.of(new ShardConfig(A, AT_A), new ShardConfig(B, AT_B)));

    private Optional<ClusterRow> cluster = Optional.of(new ClusterRow("test", 40, 1));
    private int directoryVersion = changelogs.newest(Component.DIRECTORY);
    private final Map<ShardName, ServerAddress> registered = new TreeMap<>(Map.of(A, AT_A, B, AT_B));
    private final Map<String, ShardName> servers = new TreeMap<>(Map.of("uuid-a", A, "uuid-b", B));
    private final SortedMap<BucketId, Placement> placements = new TreeMap<>();
    private final Map<ShardName, SortedMap<BucketId, Set<String>>> tables =
            Map.of(A, new TreeMap<>(), B, new TreeMap<>());
    private final Map<ShardName, Map<BucketId, BucketSchema>> schemas = Map.of(A, new HashMap<>(), B, new HashMap<>());
    private final SortedMap<BucketId, MigrationBlocker> holds = new TreeMap<>();
    private final SortedMap<BucketId, BucketVolume> volumes = new TreeMap<>();
    private MigrateOptions options = MigrateOptions.defaults();
    private String uuidOfB = "uuid-b";

    StepPlanTest() {
        for (BucketId bucket : BUCKETS.all()) {
            ShardName home = bucket.firstSlot() < SlotFunction.SLOTS / 2 ? A : B;
            placements.put(bucket, new Placement(bucket, home, 1, PlacementState.LIVE));
            at(tables, home).put(bucket, changelogs.bucketTables(1));
            at(schemas, home).put(bucket, new BucketSchema(1, 1, BucketSchema.SchemaState.COMPLETE));
        }
    }

    @Test
    void finishedCluster_needsNothing() {
        assertThat(init()).isEmpty();
        assertThat(migrate()).isEmpty();
        assertThat(ClusterProblems.all(config, view(), changelogs)).isEmpty();
    }

    @Test
    void emptyServers_getEverythingInOrder() {
        forgetEverything();
        List<String> steps = init();
        assertThat(steps)
                .startsWith(
                        "directory",
                        "cluster",
                        "registry of shard-a",
                        "registry of shard-b",
                        "account on a:3306",
                        "shard-a",
                        "shard-b",
                        "placements",
                        "bucket 00000_01023 on shard-a")
                .endsWith("bucket 15360_16383 on shard-b")
                .hasSize(8 + 16);
    }

    @Test
    void bucketRecordedAsBeingCreated_isMadeWhereItWasPlaced() {
        placements.put(bucket(3), new Placement(bucket(3), B, 1, PlacementState.CREATING));
        at(tables, A).remove(bucket(3));
        at(schemas, A).remove(bucket(3));
        at(tables, B).put(bucket(3), Set.of("users"));
        assertThat(init()).containsExactly("bucket 03072_04095 on shard-b");
        assertThatThrownBy(this::migrate).hasMessage("1 of 16 buckets were never finished; run init");
    }

    @Test
    void migrateOfAClusterThatIsNotThere_isRefused() {
        forgetEverything();
        assertThatThrownBy(this::migrate).hasMessage("cluster 'test' isn't initialised; run init");
    }

    @Test
    void anotherClustersDirectory_isRefused() {
        cluster = Optional.of(new ClusterRow("other", 40, 1));
        assertRefused("the directory at directory:3306 belongs to cluster 'other'; cluster.yml describes 'test'");
    }

    @Test
    void bucketWithoutItsTables_isRefusedByName() {
        at(tables, A).put(bucket(5), Set.of("authored_comments", "comments", "outbox", "idempotency_keys"));
        at(tables, B).remove(bucket(9));
        assertRefused(
                "bucket 05120_06143 lives on shard-a, and its tables threads_05120_06143, users_05120_06143 are missing there; a bucket's tables are"
                        + " made once, by init, and never again",
                "bucket 09216_10239 lives on shard-b, and its tables authored_comments_09216_10239, comments_09216_10239, idempotency_keys_09216_10239,"
                        + " outbox_09216_10239, threads_09216_10239, users_09216_10239 are missing there; a bucket's tables are made once, by init,"
                        + " and never again");
    }

    @Test
    void bucketMadeButNotYetPublished_isNotMadeAgainWhenItsTablesAreGone() {
        placements.put(bucket(5), new Placement(bucket(5), A, 1, PlacementState.CREATING));
        at(tables, A).remove(bucket(5));
        assertThatThrownBy(this::init).hasMessageStartingWith("bucket 05120_06143 lives on shard-a, and its tables");
    }

    @Test
    void liveTablesThatTheDirectoryPlacesElsewhere_areRefused() {
        at(tables, B).put(bucket(5), Set.of("users"));
        placements.remove(bucket(6));
        assertRefused(
                "shard-a has live tables of bucket 06144_07167, which the directory doesn't know",
                "shard-b has live tables of bucket 05120_06143, which the directory places on shard-a");
    }

    @Test
    void serverThatNobodyAccepted_isRefused() {
        uuidOfB = "uuid-x";
        assertRefused(
                "the server at the address of shard-b, uuid-x, isn't known as shard-b; it must be compared with the rest"
                        + " and accepted first");
    }

    @Test
    void oneServerForTwoShards_isRefused() {
        uuidOfB = "uuid-a";
        assertRefused(
                "shard-a and shard-b are one server, uuid-a",
                "the server at the address of shard-b is that of shard-a");
    }

    @Test
    void shardMissingFromTheConfiguration_isRefused() {
        registered.put(new ShardName("shard-c"), ServerAddress.parse("c:3306"));
        assertRefused(
                "shard-c is in the directory, and not in cluster.yml; put it back there, with address c:3306: only"
                        + " `shardctl shard remove` takes a shard out");
    }

    @Test
    void schemaOfANewerProgram_isRefused() {
        at(schemas, A).put(bucket(0), new BucketSchema(7, 7, BucketSchema.SchemaState.COMPLETE));
        int known = changelogs.newest(Component.DIRECTORY);
        directoryVersion = known + 1;
        assertThatThrownBy(this::init)
                .hasMessageContaining("the directory has schema version " + directoryVersion + "; this program knows "
                        + known + ", use a newer one")
                .hasMessageContaining(
                        "bucket 00000_01023 on shard-a has schema version 7; this program knows 1, use a newer one");
    }

    @Test
    void shardAddedToTheConfiguration_isLeftAloneByInitAndMigrate() {
        registered.remove(B);
        servers.remove("uuid-b");
        for (BucketId bucket : BUCKETS.all().subList(8, 16)) {
            at(tables, B).remove(bucket);
            placements.put(bucket, new Placement(bucket, A, 1, PlacementState.LIVE));
            at(tables, A).put(bucket, changelogs.bucketTables(1));
            at(schemas, A).put(bucket, new BucketSchema(1, 1, BucketSchema.SchemaState.COMPLETE));
        }
        assertThat(init()).isEmpty();
        assertThat(migrate()).isEmpty();
        assertThat(ClusterProblems.all(config, view(), changelogs))
                .containsExactly(
                        "shard-b is in cluster.yml, and not in the directory; run `shardctl shard add shard-b`");
    }

    @Test
    void shardAtAnotherAddress_isFollowedBeforeBucketsArePlaced_andRefusedAfterwards() {
        registered.put(A, ServerAddress.parse("old:3306"));
        assertRefused("shard-a is at old:3306 in the directory, and at a:3306 in cluster.yml; run"
                + " `shardctl shard set-address shard-a`");
        placements.clear();
        tables.values().forEach(Map::clear);
        schemas.values().forEach(Map::clear);
        assertThat(init()).startsWith("address of shard-a", "placements");
    }

    @Test
    void migrationKilledBetweenLastBucketAndPublishing_publishes() {
        cluster = Optional.of(new ClusterRow("test", 40, 0));
        assertThat(migrate()).containsExactly("schema version");
    }

    @Test
    void bucketHalfWayToItsVersion_isTakenUpAgain() {
        at(schemas, A).put(bucket(4), new BucketSchema(1, 1, BucketSchema.SchemaState.MIGRATING));
        assertThat(migrate()).containsExactly("bucket 04096_05119 on shard-a, the first");
        assertThat(ClusterProblems.all(config, view(), changelogs))
                .containsExactly("1 buckets have not reached schema version 1; run migrate");
    }

    @Test
    void bucketBetweenTwoHomes_isHeldBack_andNothingIsPublished() {
        allAtVersionZero();
        placements.put(bucket(2), new Placement(bucket(2), A, 2, PlacementState.CUTOVER));
        assertThat(migrate())
                .startsWith("bucket 00000_01023 on shard-a, the first")
                .hasSize(15);
        assertThat(plan().heldBack()).containsExactly("bucket 02048_03071 is between two homes; see `shardctl doctor`");
    }

    @Test
    void bucketThatAMoveNeedsAsItIs_isHeldBack_andOneThatCanGoBackUnlessThatIsGivenUp() {
        allAtVersionZero();
        holds.put(bucket(4), MigrationBlocker.firm(bucket(4), "bucket 04096_05119 is being moved by move 7 (copying)"));
        holds.put(bucket(5), new MigrationBlocker(bucket(5), "bucket 05120_06143 can still go back by move 6", true));
        assertThat(plan().heldBack())
                .containsExactly(
                        "bucket 04096_05119 is being moved by move 7 (copying)",
                        "bucket 05120_06143 can still go back by move 6");
        options = MigrateOptions.defaults().closingReverseReplications();
        assertThat(plan().heldBack()).containsExactly("bucket 04096_05119 is being moved by move 7 (copying)");
    }

    @Test
    void canary_isSmallAndHoldsRows_orTheOneThatWasAskedFor() {
        allAtVersionZero();
        volumes.put(bucket(3), new BucketVolume(10, 900));
        volumes.put(bucket(6), new BucketVolume(10, 700));
        assertThat(migrate()).startsWith("bucket 06144_07167 on shard-a, the first", "bucket 00000_01023 on shard-a");
        options = MigrateOptions.defaults().withCanary("9216");
        assertThat(migrate()).startsWith("bucket 09216_10239 on shard-b, the first");
    }

    @Test
    void canaryThatCantBeHad_isRefused() {
        allAtVersionZero();
        at(schemas, A).put(bucket(1), new BucketSchema(1, 1, BucketSchema.SchemaState.COMPLETE));
        options = MigrateOptions.defaults().withCanary(bucket(1).name());
        assertThatThrownBy(this::migrate)
                .hasMessage("bucket 01024_02047 has schema version 1 already; let another one go first");
        options = MigrateOptions.defaults().withCanary("99999");
        assertThatThrownBy(this::migrate).hasMessage("there is no slot 99999: slots are 0 to 16383");
        options = MigrateOptions.defaults().withCanary("0-1024");
        assertThatThrownBy(this::migrate)
                .hasMessage("'0-1024' are 2 buckets; one goes first: [00000_01023, 01024_02047]");
        holds.put(bucket(2), MigrationBlocker.firm(bucket(2), "bucket 02048_03071 is being moved by move 7 (copying)"));
        options = MigrateOptions.defaults().withCanary("2048");
        assertThatThrownBy(this::migrate).hasMessage("bucket 02048_03071 is being moved by move 7 (copying)");
    }

    private static BucketId bucket(int index) {
        return BUCKETS.get(index);
    }

    /** Made, and their only version not yet written down as whole. */
    private void allAtVersionZero() {
        schemas.values()
                .forEach(shard -> shard.replaceAll(
                        (bucket, schema) -> new BucketSchema(0, 1, BucketSchema.SchemaState.MIGRATING)));
        cluster = Optional.of(new ClusterRow("test", 40, 0));
    }

    private void forgetEverything() {
        cluster = Optional.empty();
        directoryVersion = 0;
        registered.clear();
        servers.clear();
        placements.clear();
        tables.values().forEach(Map::clear);
        schemas.values().forEach(Map::clear);
    }

    private void assertRefused(String... reasons) {
        assertThatThrownBy(this::init)
                .isInstanceOf(MigrationRefusedException.class)
                .hasMessage(String.join("\n", reasons));
        assertThatThrownBy(this::migrate).hasMessageContaining(reasons[0]);
    }

    private List<String> init() {
        List<ServerAddress> toAdmit = cluster.isEmpty() ? List.of(AT_A) : List.of();
        ClusterView view = view();
        return names(InitPlan.of(view.directory().joined(config), view, toAdmit, changelogs));
    }

    private List<String> migrate() {
        return names(plan().plan());
    }

    private MigratePlan plan() {
        ClusterView view = view();
        return MigratePlan.of(view.directory().joined(config), view, options, shard -> volumes, changelogs);
    }

    private static List<String> names(StepPlan plan) {
        return plan.inOrder().stream().map(Step::name).toList();
    }

    private ClusterView view() {
        DirectoryView directory =
                new DirectoryView(directoryVersion, cluster, registered, Map.of(), servers, placements, holds);
        return new ClusterView(directory, new TreeMap<>(Map.of(A, shard(A, "uuid-a"), B, shard(B, uuidOfB))));
    }

    private ShardView shard(ShardName name, String uuid) {
        return new ShardView(
                name,
                uuid,
                "9.7.0",
                directoryVersion == 0 ? 0 : changelogs.newest(Component.SHARD),
                at(tables, name),
                at(schemas, name));
    }

    private static <V> V at(Map<ShardName, V> map, ShardName name) {
        return Optional.ofNullable(map.get(name)).orElseThrow();
    }

    private static AccountConfig account(String name) {
        return new AccountConfig(new UserName(name), new PasswordSource.InEnvironment(BucketTables.LIVE_SCHEMA));
    }
}

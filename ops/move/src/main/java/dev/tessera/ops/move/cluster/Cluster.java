package dev.tessera.ops.move.cluster;

import dev.tessera.migrations.change.ChangelogDefinitions;
import dev.tessera.migrations.change.IncomingTables;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.ops.move.directory.AuditTrail;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.ShardNotListedException;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.ops.move.directory.ShardServers;
import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.DefinitionRegistry;
import dev.tessera.ops.move.journal.MoveClaims;
import dev.tessera.ops.move.journal.MoveJournal;
import dev.tessera.ops.move.journal.MoveRegistry;
import dev.tessera.ops.move.journal.Placements;
import dev.tessera.ops.move.journal.ReverseReplicationRegistry;
import dev.tessera.ops.move.journal.ShardRegistry;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The cluster as movers, agents and doctors see it: its configuration, its directory, its servers. Thread-safe. */
public final class Cluster implements AutoCloseable {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Directory directory;
    private final MoveJournal journal;
    private final ReverseReplicationRegistry reverseReplications;
    private final Placements placements;
    private final ShardRegistry shards;
    private final MoveRegistry registry;
    private final MoveClaims claims;
    private final CleanupLedger ledger;
    private final AuditTrail audit;
    private final ShardServers servers;
    private final Changelogs changelogs;
    private final IncomingTables tables;
    private final DefinitionRegistry definitions;
    private final ChangelogDefinitions changelogDefinitions;

    public Cluster(ClusterConfig config, Credentials operator, Changelogs changelogs) {
        this.config = config;
        this.operator = operator;
        this.directory = new Directory(config, operator);
        this.journal = new MoveJournal(directory);
        this.reverseReplications = new ReverseReplicationRegistry(directory);
        this.placements = new Placements(directory, journal, reverseReplications);
        this.shards = new ShardRegistry(directory);
        this.registry = new MoveRegistry(directory, journal, reverseReplications, shards);
        this.claims = new MoveClaims(config, operator);
        this.ledger = new CleanupLedger(directory, journal);
        this.audit = new AuditTrail(directory);
        this.servers = new ShardServers(directory);
        this.changelogs = changelogs;
        this.tables = new IncomingTables(changelogs);
        this.definitions = new DefinitionRegistry(directory, journal);
        this.changelogDefinitions = new ChangelogDefinitions(changelogs);
    }

    public ClusterConfig config() {
        return config;
    }

    public Credentials operator() {
        return operator;
    }

    /** Has all that the work reads of the directory seen at one moment; it writes nothing. */
    public <T> T atOneMoment(Supplier<T> work) {
        return directory.atOneMoment(work);
    }

    public MoveJournal journal() {
        return journal;
    }

    public ReverseReplicationRegistry reverseReplications() {
        return reverseReplications;
    }

    public Placements placements() {
        return placements;
    }

    public ShardRegistry shards() {
        return shards;
    }

    /** The shards of cluster.yml that the directory knows: nobody looks at the server of one that wasn't taken in yet. */
    public List<ShardConfig> members() {
        Set<ShardName> known = shards.all().stream().map(ShardRow::name).collect(Collectors.toSet());
        return config.shards().stream()
                .filter(shard -> known.contains(shard.name()))
                .toList();
    }

    public MoveRegistry registry() {
        return registry;
    }

    /** The moves that this process has taken on. */
    public MoveClaims claims() {
        return claims;
    }

    /** For what else is remembered there: one connection for all of it. */
    public Directory directory() {
        return directory;
    }

    public CleanupLedger ledger() {
        return ledger;
    }

    public AuditTrail audit() {
        return audit;
    }

    public ShardServers shardServers() {
        return servers;
    }

    public Changelogs changelogs() {
        return changelogs;
    }

    /** What the tables of a bucket are, and how their copy is made. */
    public IncomingTables tables() {
        return tables;
    }

    /** Buckets with the names that their tables have in a version. */
    public SortedMap<BucketId, SortedSet<String>> tablesOf(Collection<BucketId> buckets, int version) {
        SortedMap<BucketId, SortedSet<String>> names = new TreeMap<>();
        buckets.forEach(bucket -> names.put(bucket, tables.names(bucket, version)));
        return names;
    }

    /** What moved tables were at their switch. */
    public DefinitionRegistry definitions() {
        return definitions;
    }

    /** What the changelog makes of a bucket on a shard: tried there, empty, when it is first asked for. */
    public BucketDefinition asTheChangelogMakes(BucketId bucket, int version, ShardName shard) {
        ServerLogin server = server(shard);
        return changelogDefinitions.of(bucket, version, server.address(), server::open);
    }

    /** @throws ShardNotListedException when cluster.yml is older than the directory */
    public ServerLogin server(ShardName shard) {
        ServerAddress address = config.shards().stream()
                .filter(known -> known.name().equals(shard))
                .findFirst()
                .map(ShardConfig::address)
                .orElseThrow(() -> new ShardNotListedException(notListed(shard)));
        return new ServerLogin(shard, address, operator);
    }

    /** What is wrong when cluster.yml is older than the directory. */
    public static String notListed(ShardName shard) {
        return shard + " is in the directory, and not in the cluster.yml that was read here; bring that up to date";
    }

    @Override
    public void close() {
        claims.close();
        directory.close();
    }
}

package dev.tessera.ops.move.phases;

import dev.tessera.migrations.Changelogs;
import dev.tessera.migrations.IncomingTables;
import dev.tessera.ops.move.carry.Server;
import dev.tessera.ops.move.journal.AuditTrail;
import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.Directory;
import dev.tessera.ops.move.journal.MoveJournal;
import dev.tessera.ops.move.journal.MoveRegistry;
import dev.tessera.ops.move.journal.Placements;
import dev.tessera.ops.move.journal.ShardServers;
import dev.tessera.ops.move.journal.WaysBack;
import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.Credentials;
import dev.tessera.shardconfig.ShardName;

/** The cluster as movers, agents and doctors see it: its configuration, the books in its directory, its servers. Thread-safe. */
public final class Cluster implements AutoCloseable {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Directory directory;
    private final MoveJournal journal;
    private final WaysBack waysBack;
    private final Placements placements;
    private final MoveRegistry registry;
    private final CleanupLedger ledger;
    private final AuditTrail audit;
    private final ShardServers servers;
    private final Changelogs changelogs;
    private final IncomingTables tables;

    public Cluster(ClusterConfig config, Credentials operator, Changelogs changelogs) {
        this.config = config;
        this.operator = operator;
        this.directory = new Directory(config, operator);
        this.journal = new MoveJournal(directory);
        this.waysBack = new WaysBack(directory);
        this.placements = new Placements(directory, journal, waysBack);
        this.registry = new MoveRegistry(directory, journal, waysBack);
        this.ledger = new CleanupLedger(directory, journal);
        this.audit = new AuditTrail(directory);
        this.servers = new ShardServers(directory);
        this.changelogs = changelogs;
        this.tables = new IncomingTables(changelogs);
    }

    public ClusterConfig config() {
        return config;
    }

    public Credentials operator() {
        return operator;
    }

    public MoveJournal journal() {
        return journal;
    }

    public WaysBack waysBack() {
        return waysBack;
    }

    public Placements placements() {
        return placements;
    }

    public MoveRegistry registry() {
        return registry;
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

    public Server server(ShardName shard) {
        return new Server(shard, config.shard(shard).address(), operator);
    }

    @Override
    public void close() {
        directory.close();
    }
}

package dev.tessera.migrations.report;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.migrations.view.BucketVolume;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.DirectoryView;
import dev.tessera.migrations.view.DirectoryViewReader;
import dev.tessera.migrations.view.ShardReader;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the state of a cluster and changes nothing. Servers that don't answer are reported, and the others as usual. */
public final class ClusterStatus {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Changelogs changelogs;

    public ClusterStatus(ClusterConfig config, Credentials operator, Changelogs changelogs) {
        this.config = config;
        this.operator = operator;
        this.changelogs = changelogs;
    }

    public ClusterReport run() {
        List<String> problems = new ArrayList<>();
        DirectoryView directory = DirectoryView.EMPTY;
        boolean reachable = false;
        try (SqlSession session =
                SqlSession.open("the directory", config.directory().address(), operator)) {
            directory = new DirectoryViewReader(session, config.directory().schema()).read();
            reachable = true;
        } catch (ServerUnreachableException | StatementFailedException e) {
            problems.add(e.getMessage());
        }
        Map<ShardName, ShardView> shards = new TreeMap<>();
        Map<ShardName, SortedMap<BucketId, BucketVolume>> volumes = new TreeMap<>();
        config.shards().forEach(shard -> read(shard, shards, volumes, problems));
        ClusterView view = new ClusterView(directory, shards);
        if (reachable) {
            problems.addAll(ClusterProblems.all(config, view, changelogs));
        }
        return new ReportWriter(config, view, volumes).write(reachable, problems);
    }

    private void read(
            ShardConfig shard,
            Map<ShardName, ShardView> shards,
            Map<ShardName, SortedMap<BucketId, BucketVolume>> volumes,
            List<String> problems) {
        try (SqlSession session = SqlSession.open(shard.name().value(), shard.address(), operator)) {
            shards.put(shard.name(), new ShardReader(session).read(shard.name()));
            volumes.put(shard.name(), BucketVolume.read(session));
        } catch (ServerUnreachableException | StatementFailedException e) {
            problems.add(e.getMessage());
        }
    }
}

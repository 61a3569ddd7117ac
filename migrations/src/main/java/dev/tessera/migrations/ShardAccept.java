package dev.tessera.migrations;

import dev.tessera.migrations.DirectoryView.ClusterRow;
import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.Credentials;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.ShardConfig;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the directory that another server is a shard now, after a failover or a restore. What is live there is compared with the placements
 * first: a server that lacks a bucket, or has one that lives elsewhere, is refused. The server before is trusted no longer.
 */
public final class ShardAccept {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Changelogs changelogs;

    public ShardAccept(ClusterConfig config, Credentials operator, Changelogs changelogs) {
        this.config = config;
        this.operator = operator;
        this.changelogs = changelogs;
    }

    /**
     * Accepts the server at the shard's address.
     *
     * @return its {@code server_uuid}; empty when it was known as the shard before
     * @throws MigrationRefusedException with everything that speaks against it; nothing was changed then
     * @throws ServerUnreachableException when it, or the directory, can't be reached
     */
    public Optional<String> run(ShardName name) {
        ShardConfig shard = config.shard(name);
        try (SqlSession directory =
                        SqlSession.open("the directory", config.directory().address(), operator);
                SqlSession server = SqlSession.open(name.value(), shard.address(), operator)) {
            DirectoryView known =
                    new DirectoryReader(directory, config.directory().schema()).read();
            ShardView seen = new ShardReader(server).read(name);
            if (name.equals(known.servers().get(seen.serverUuid()))) {
                return Optional.empty();
            }
            List<String> reasons = against(known, seen);
            if (!reasons.isEmpty()) {
                throw new MigrationRefusedException(reasons);
            }
            new DirectoryChanges(directory, config.directory().schema(), changelogs)
                    .acceptServer(name, seen.serverUuid());
            return Optional.of(seen.serverUuid());
        }
    }

    private List<String> against(DirectoryView known, ShardView seen) {
        List<String> reasons = new ArrayList<>();
        if (known.cluster().map(ClusterRow::name).isEmpty() || !known.shards().containsKey(seen.name())) {
            reasons.add("the directory doesn't know " + seen.name() + "; run init");
        }
        Optional.ofNullable(known.servers().get(seen.serverUuid()))
                .ifPresent(other -> reasons.add("server " + seen.serverUuid() + " is " + other));
        known.placements().values().stream()
                .filter(placement -> placement.shard().equals(seen.name()))
                .map(Placement::bucket)
                .filter(bucket -> seen.tables(bucket).isEmpty())
                .forEach(bucket -> reasons.add(
                        "bucket " + bucket + " lives on " + seen.name() + ", and this server has no tables of it"));
        seen.liveTables().keySet().stream()
                .filter(bucket -> !livesOn(known.placements(), bucket, seen.name()))
                .forEach(bucket -> reasons.add("this server has live tables of bucket " + bucket
                        + ", which the directory doesn't place on " + seen.name() + "; rename them away first"));
        return reasons;
    }

    private static boolean livesOn(Map<Integer, Placement> placements, int bucket, ShardName shard) {
        return Optional.ofNullable(placements.get(bucket))
                .filter(placement -> placement.shard().equals(shard))
                .isPresent();
    }
}

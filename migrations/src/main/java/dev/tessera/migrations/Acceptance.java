package dev.tessera.migrations;

import dev.tessera.migrations.view.DirectoryView;
import dev.tessera.migrations.view.DirectoryView.ClusterRow;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks whether the live tables of a server are those that the directory places on its shard. Pure. */
final class Acceptance {
    private Acceptance() {}

    /** All that speaks against taking the server for the shard. */
    static List<String> against(DirectoryView known, ShardView seen) {
        List<String> reasons = new ArrayList<>(lacking(known, seen));
        reasons.addAll(strays(known, seen));
        return reasons;
    }

    /** What nobody can put right on the server. */
    static List<String> lacking(DirectoryView known, ShardView seen) {
        List<String> reasons = new ArrayList<>();
        if (known.cluster().map(ClusterRow::name).isEmpty() || !known.shards().containsKey(seen.name())) {
            reasons.add("the directory doesn't know " + seen.name() + "; run `shardctl shard add " + seen.name() + "`");
        }
        Optional.ofNullable(known.servers().get(seen.serverUuid()))
                .filter(other -> !other.equals(seen.name()))
                .ifPresent(other -> reasons.add("server " + seen.serverUuid() + " is " + other));
        known.placements().values().stream()
                .filter(placement -> placement.shard().equals(seen.name()))
                .map(Placement::bucket)
                .filter(bucket -> seen.tables(bucket).isEmpty())
                .forEach(bucket -> reasons.add(
                        "bucket " + bucket + " lives on " + seen.name() + ", and this server has no tables of it"));
        return reasons;
    }

    /** Live tables that have to be renamed away first. */
    static List<String> strays(DirectoryView known, ShardView seen) {
        return seen.liveTables().keySet().stream()
                .filter(bucket -> !livesOn(known, bucket, seen.name()))
                .map(bucket -> "this server has live tables of bucket " + bucket
                        + ", which the directory doesn't place on " + seen.name() + "; rename them away first")
                .toList();
    }

    private static boolean livesOn(DirectoryView known, BucketId bucket, ShardName shard) {
        return Optional.ofNullable(known.placements().get(bucket))
                .filter(placement -> placement.shard().equals(shard))
                .isPresent();
    }
}

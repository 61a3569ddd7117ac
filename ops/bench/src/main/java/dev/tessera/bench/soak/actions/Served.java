package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.testbed.homes.StandingTables;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks that every bucket is served: its tables are where the directory says, and every app answers for it. */
final class Served {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SoakCluster cluster;

    Served(SoakCluster cluster) {
        this.cluster = cluster;
    }

    /** What isn't, after that long; empty when all are. */
    List<String> await(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> missing = missing();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            missing = missing();
        }
        return missing;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        try {
            for (Placement placement : cluster.opsCluster().placements().all()) {
                if (!isHome(placement)) {
                    missing.add("not served: bucket " + placement.bucket() + ", published as " + placement);
                } else if (!cluster.probe().isServed(placement.bucket())) {
                    missing.add("not served by every app: bucket " + placement.bucket());
                }
            }
        } catch (TesseraException e) {
            missing.add("it can't be told what is served: " + e.getMessage());
        }
        return missing;
    }

    private boolean isHome(Placement placement) {
        Map<String, MySqlServer> servers = cluster.servers();
        MySqlServer home = Objects.requireNonNull(servers.get(placement.shard().value()));
        return placement.state() == PlacementState.LIVE
                && !StandingTables.of(home, BucketTables.LIVE_SCHEMA, placement.bucket())
                        .isEmpty();
    }
}

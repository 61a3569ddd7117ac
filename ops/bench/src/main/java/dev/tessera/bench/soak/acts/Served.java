package dev.tessera.bench.soak.acts;

import dev.tessera.bench.soak.town.SoakTown;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.testbed.MySqlServer;
import dev.tessera.testbed.homes.StandingTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether every bucket is served: its tables where the directory says, and every app answers for it. */
final class Served {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SoakTown town;

    Served(SoakTown town) {
        this.town = town;
    }

    /** What isn't, after that long; empty when all are. */
    List<String> await(Duration retryBudget) throws InterruptedException {
        long deadline = System.nanoTime() + retryBudget.toNanos();
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
            for (Placement placement : town.books().placements().all()) {
                if (!isHome(placement)) {
                    missing.add("not served: bucket " + placement.bucket() + ", published as " + placement);
                } else if (!town.probe().isServed(placement.bucket())) {
                    missing.add("not served by every app: bucket " + placement.bucket());
                }
            }
        } catch (TesseraException e) {
            missing.add("it can't be told what is served: " + e.getMessage());
        }
        return missing;
    }

    private boolean isHome(Placement placement) {
        Map<String, MySqlServer> servers = town.servers();
        MySqlServer home = Objects.requireNonNull(servers.get(placement.shard().value()));
        return placement.state() == PlacementState.LIVE
                && !StandingTables.of(home, BucketTables.LIVE_SCHEMA, placement.bucket())
                        .isEmpty();
    }
}

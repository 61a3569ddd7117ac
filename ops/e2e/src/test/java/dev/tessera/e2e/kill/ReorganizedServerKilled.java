package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Kill -9 of the mysqld on which buckets are split or merged, or of the directory's. The mover waits at the point until the server is dead; at
 * {@code in-act} it goes on first, and dies with the server some milliseconds later at the latest.
 *
 * @param server {@code shard} or {@code directory}
 */
record ReorganizedServerKilled(String server, String form, String point) implements Trial {
    private static final String IN_ACT = ":in-act";
    private static final int LONGEST_ACT_MILLIS = 25;

    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        for (String server : List.of("shard", "directory")) {
            for (String form : List.of("split", "merge")) {
                ServerKilled.MOVE.forEach(point -> all.add(new ReorganizedServerKilled(server, form, point)));
            }
        }
        return all;
    }

    @Override
    public String name() {
        return "reorganized-mysqld/" + server + "/" + form + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        Region region = new Region(matrix);
        region.prepare(form);
        MoverProcess mover = region.start(form, point.replace(":in-", ":before-"), "wait");
        long served = strike(matrix, region, mover);
        Move move = matrix.awaitSettled();
        String resumed = region.finish(form);
        String said = mover.outcome().lines().findFirst().orElse("");
        return new Ending(
                move.phase().column(), served, (said.length() < 20 ? "it went on: " : "it stopped: ") + said + resumed);
    }

    /** Returns the milliseconds from the moment at which the server answers again until all slots are served. */
    private long strike(Matrix matrix, Region region, MoverProcess mover) throws InterruptedException {
        assertThat(mover.awaitMilestone()).as(name()).isTrue();
        boolean directory = server.equals("directory");
        ShardName shard = region.home();
        MySqlServer victim = directory ? matrix.directory() : matrix.server(shard);
        Set<BucketId> itsKeys = new HashSet<>(directory ? Set.of() : matrix.bucketsOn(shard));
        itsKeys.addAll(Region.all());
        Random lot = new Random();
        Instant from = Instant.now();
        if (point.endsWith(IN_ACT) || point.endsWith(":in-journal")) {
            mover.goOn();
            Thread.sleep(lot.nextInt(LONGEST_ACT_MILLIS));
            victim.kill();
        } else {
            victim.kill();
            mover.goOn();
        }
        Thread.sleep(Chosen.OUTAGE.toMillis() + lot.nextInt(Chosen.some() ? 1 : 2_000));
        victim.start();
        long served = region.awaitServed(System.nanoTime(), name());
        matrix.awaitAllServed();
        matrix.excuse(from, itsKeys, directory ? Set.of() : itsKeys);
        mover.awaitEnd();
        matrix.took(mover);
        return served;
    }
}

package dev.tessera.bench.death;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.phases.MoveRunner;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** What runs in a process that is to be killed: works at a move that is open, says when it comes to a point, and waits there for its end. */
final class DoomedMover implements Milestones {
    static final String FENCED = "fenced ";
    static final String REACHED = "reached ";

    private final String point;

    private DoomedMover(String point) {
        this.point = point;
    }

    /** Folder of the cluster, number of the move, the point. */
    public static void main(String[] arguments) throws InterruptedException {
        endWithWhoeverStartedIt();
        ClusterConfig config = ClusterConfigFile.read(Path.of(arguments[0]));
        String who = "a doomed mover (" + ProcessHandle.current().pid() + ")";
        try (Cluster cluster = new Cluster(config, config.operator().credentials(), Changelogs.shipped())) {
            MoveOptions options = MoveOptions.defaults().withDiskUnchecked();
            System.out.println("ended: "
                    + new MoveRunner(new MoverContext(cluster, options, new DoomedMover(arguments[2]), who))
                            .run(Long.parseLong(arguments[1]), new MoveProgress()));
        }
    }

    @Override
    public void reached(String passed) {
        if (passed.equals("fence:before-act")) {
            System.out.println(FENCED + Instant.now());
        }
        if (passed.equals(point)) {
            System.out.println(REACHED + Instant.now());
            System.out.flush();
            waitForTheEnd();
        }
    }

    /** Nothing comes from there: it ends when that process does. */
    private static void endWithWhoeverStartedIt() {
        Thread watch = new Thread(
                () -> {
                    try {
                        int unused = System.in.read();
                    } catch (IOException gone) {
                        // It has ended, too.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "end of the measurement");
        watch.setDaemon(true);
        watch.start();
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Kill -9 of a mysqld, which comes back after one to three seconds, or so many more as {@code -Dtessera.move.outage=60} says. The mover
 * waits at the point until the server is dead; at {@code in-act} it goes on first, and dies with the server some milliseconds later at
 * the latest.
 *
 * @param server {@code source}, {@code target} or {@code directory}
 */
record ServerKilled(String server, String verb, String point) implements Trial {
    private static final List<String> SERVERS = List.of("source", "target", "directory");
    private static final String IN_ACT = ":in-act";
    private static final int LONGEST_ACT_MILLIS = 25;

    /** One or two in each phase, and every boundary of the cutover. */
    static final List<String> MOVE = List.of(
            "phase-COPYING:before-journal",
            "incoming-tables:before-act",
            "copy:before-act",
            "phase-CATCHING_UP:after-journal",
            "verify:before-act",
            "registry-of-target:before-act",
            "cutover-begins:before-journal",
            "cutover-begins:after-journal",
            "fence:in-act",
            "fence:after-act",
            "drain:before-act",
            "recheck:before-act",
            "target-live:before-act",
            "target-live:in-act",
            "target-live:after-act",
            "switch:in-journal",
            "switch:after-journal",
            "compared-whole-done:before-journal");

    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        for (String server : SERVERS) {
            MOVE.forEach(point -> all.add(new ServerKilled(server, "move", point)));
            all.add(new ServerKilled(server, "abort", "drop-incoming:before-act"));
            all.add(new ServerKilled(server, "complete", "drop-frozen:before-act"));
        }
        return all;
    }

    @Override
    public String name() {
        return "mysqld/" + server + "/" + (verb.equals("move") ? "" : verb + "/") + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        return switch (verb) {
            case "move" -> move(matrix);
            case "abort" -> abort(matrix);
            default -> complete(matrix);
        };
    }

    private Ending move(Matrix matrix) throws InterruptedException {
        ShardName source = matrix.home();
        ShardName target = matrix.elsewhere();
        MoverProcess mover = matrix.mover(milestone(), "wait");
        long served = strike(matrix, mover, source, target);
        Move move = matrix.awaitSettled();
        String resumed = matrix.finish();
        assertThat(matrix.home()).as(name()).isEqualTo(target);
        return new Ending(move.phase().column(), served, said(mover) + resumed);
    }

    private Ending abort(Matrix matrix) throws InterruptedException {
        ShardName source = matrix.home();
        MoverProcess mover = matrix.mover("phase-CUTOVER:before-journal", "halt");
        assertThat(mover.awaitMilestone()).as(name()).isTrue();
        matrix.took(mover);
        long moveId = matrix.awaitLeaseFree().moveId();
        MoverProcess abort = matrix.process(point, "wait", "abort", Long.toString(moveId));
        long served = strike(matrix, abort, source, matrix.elsewhere());
        Move move = matrix.awaitSettled();
        String again = move.phase() == MovePhase.ABORTED
                ? ""
                : ", aborted again by the operator: "
                        + matrix.operator().abort(moveId).column();
        assertThat(matrix.home()).as(name()).isEqualTo(source);
        return new Ending(move.phase().column(), served, said(abort) + again);
    }

    private Ending complete(Matrix matrix) throws InterruptedException {
        ShardName source = matrix.home();
        ShardName target = matrix.elsewhere();
        assertThat(matrix.operator().move(Matrix.BUCKET, target)).isEqualTo(MovePhase.SWITCHED);
        long moveId = matrix.newest().moveId();
        MoverProcess complete = matrix.process(point, "wait", "complete", Long.toString(moveId));
        long served = strike(matrix, complete, source, target);
        Move move = matrix.awaitSettled();
        String again = move.phase() == MovePhase.DONE
                ? ""
                : ", completed again by the operator: "
                        + matrix.operator().complete(moveId).column();
        assertThat(matrix.home()).as(name()).isEqualTo(target);
        return new Ending(move.phase().column(), served, said(complete) + again);
    }

    /**
     * Kills the server, starts it again, and waits for the end of the process. Returns the milliseconds from the moment at which the server
     * answers again until the bucket is served.
     */
    private long strike(Matrix matrix, MoverProcess process, ShardName source, ShardName target)
            throws InterruptedException {
        assertThat(process.awaitMilestone()).as(name()).isTrue();
        boolean directory = server.equals("directory");
        ShardName shard = server.equals("source") ? source : target;
        MySqlServer victim = directory ? matrix.directory() : matrix.server(shard);
        Set<BucketId> itsKeys = new HashSet<>(directory ? Set.of() : matrix.bucketsOn(shard));
        itsKeys.add(Matrix.BUCKET);
        Random lot = new Random();
        Instant from = Instant.now();
        if (isInAct()) {
            process.goOn();
            Thread.sleep(lot.nextInt(LONGEST_ACT_MILLIS));
            victim.kill();
        } else {
            victim.kill();
            process.goOn();
        }
        Thread.sleep(Chosen.OUTAGE.toMillis() + lot.nextInt(Chosen.some() ? 1 : 2_000));
        victim.start();
        long served = matrix.awaitServed(System.nanoTime(), name());
        matrix.awaitAllServed();
        matrix.excuse(from, itsKeys, directory ? Set.of() : itsKeys);
        process.awaitEnd();
        matrix.took(process);
        return served;
    }

    private boolean isInAct() {
        return point.endsWith(IN_ACT) || point.endsWith(":in-journal");
    }

    private String milestone() {
        return point.replace(":in-", ":before-");
    }

    private static String said(MoverProcess process) {
        String said = process.outcome().lines().findFirst().orElse("");
        return said.length() < 20 ? "it went on: " + said : "it stopped: " + said;
    }
}

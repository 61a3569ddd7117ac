package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Milestones;
import dev.tessera.ops.move.phases.MoveOptions;
import java.time.Duration;
import java.util.List;

/** Finds every broken rule, names it, and repairs what can be repaired. Thread-safe. */
public final class Doctor {
    /** A change under way is over by then. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);

    private final Cluster cluster;
    private final Repairs repairs;

    public Doctor(Cluster cluster, MoveOptions options, Milestones milestones, String who) {
        this.cluster = cluster;
        this.repairs = new Repairs(cluster, options, milestones, who);
    }

    /** What is wrong in two looks, one after the other: what is wrong in the first alone was a change under way. */
    public List<Finding> examine() throws InterruptedException {
        List<Finding> first = Diagnosis.of(new Surveyor(cluster).survey());
        if (first.isEmpty()) {
            return first;
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        List<Finding> second = Diagnosis.of(new Surveyor(cluster).survey());
        return second.stream().filter(first::contains).toList();
    }

    /** What puts right all that can be put right without a person. */
    public static List<Repair> repairs(List<Finding> findings) {
        return Repair.together(
                findings.stream().flatMap(finding -> finding.repair().stream()).toList());
    }

    /** @throws dev.tessera.shardconfig.TesseraException when it can't be done, or need not be done any more */
    public void carryOut(Repair repair) {
        repairs.carryOut(repair);
    }
}

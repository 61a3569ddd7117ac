package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds every broken rule, names it, and repairs what can be repaired. Thread-safe. */
public final class Doctor {
    /** A change under way is over by then. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);

    /** On a cluster that moves many buckets, something or other always looks like it. */
    private static final int FURTHER_LOOKS = 4;

    private final Cluster cluster;
    private final Repairs repairs;

    public Doctor(MoverContext context) {
        this.cluster = context.cluster();
        this.repairs = new Repairs(context);
    }

    /** All findings; harmful globals are the last. */
    public List<Finding> examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(confirmed());
        findings.addAll(new HarmfulGlobals(cluster).findings());
        return findings;
    }

    /**
     * What is wrong in two looks, one after the other, while the directory said the same of the buckets concerned all the time: anything else
     * may be a change under way, and is looked at a few times more.
     */
    private List<Finding> confirmed() throws InterruptedException {
        ClusterSurvey earlier = new Surveyor(cluster).survey();
        List<Finding> suspected = Diagnosis.of(earlier);
        List<Finding> confirmed = List.of();
        for (int look = 0; look < FURTHER_LOOKS && confirmed.size() < suspected.size(); look++) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            ClusterSurvey now = new Surveyor(cluster).survey();
            List<Finding> found = Diagnosis.of(now);
            confirmed = confirmed(earlier, suspected, now, found);
            earlier = now;
            suspected = found;
        }
        return confirmed;
    }

    private static List<Finding> confirmed(
            ClusterSurvey earlier, List<Finding> suspected, ClusterSurvey now, List<Finding> found) {
        return found.stream()
                .filter(suspected::contains)
                .filter(finding -> finding.buckets().stream().allMatch(bucket -> now.isUnchangedSince(earlier, bucket)))
                .toList();
    }

    /** What puts right all that can be put right without a person. */
    public static List<Repair> repairs(List<Finding> findings) {
        return Repair.together(findings.stream()
                .flatMap(finding -> finding.repair().stream())
                .filter(repair -> !repair.isAskedFor())
                .toList());
    }

    /** What drops the schemas that are left over, which nobody does unasked. */
    public static List<Repair> leftovers(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.repair().stream())
                .filter(Repair::isAskedFor)
                .toList();
    }

    /**
     * @return what was done, for people, with its subject and where that lives now
     * @throws dev.tessera.shardconfig.TesseraException when it can't be done, or need not be done any more
     */
    public String carryOut(Repair repair) {
        return repairs.carryOut(repair);
    }
}

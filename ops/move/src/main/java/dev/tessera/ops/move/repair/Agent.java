package dev.tessera.ops.move.repair;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.migrations.view.OtherFormatException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Repairs by itself what leaves a bucket unserved: cutovers at which nobody works any more, at once, see {@link CutoverWatch}; everything else
 * that a look at the whole cluster shows, every few seconds. Keeps reverse replications passable. Any number may run: leases and locks pick one for each repair. Ends when its thread is interrupted.
 */
public final class Agent {
    private static final Duration BETWEEN_GLANCES = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Doctor doctor;
    private final Repairs repairs;
    private final ReverseReplicationRunner reverseReplications;
    private final Duration betweenExaminations;
    private final Consumer<String> log;

    @GuardedBy("this") private final Map<String, String> lastSaid = new HashMap<>();

    /** @param streams how many reverse replications are followed at once; 0: none */
    public Agent(MoverContext context, Duration betweenExaminations, int streams, Consumer<String> log) {
        this.cluster = context.cluster();
        this.doctor = new Doctor(context);
        this.repairs = new Repairs(context);
        this.reverseReplications =
                new ReverseReplicationRunner(cluster, context.options(), context.who(), streams, log);
        this.betweenExaminations = betweenExaminations;
        this.log = log;
    }

    /** @throws OtherFormatException when the directory is of another format: nothing can be repaired then */
    public void run() throws InterruptedException {
        try (reverseReplications;
                CutoverWatch ignored = new CutoverWatch(cluster, repairs, this::report)) {
            poll();
        }
    }

    private void poll() throws InterruptedException {
        long examineAt = System.nanoTime();
        while (true) {
            guarded("the directory", reverseReplications::poll);
            if (System.nanoTime() >= examineAt) {
                examine();
                examineAt = System.nanoTime() + betweenExaminations.toNanos();
            }
            Thread.sleep(BETWEEN_GLANCES.toMillis());
        }
    }

    private void examine() throws InterruptedException {
        try {
            List<Finding> findings = doctor.examine();
            findings.forEach(finding -> report(finding.rule() + finding.text(), finding.text()));
            for (Repair repair : Doctor.repairs(findings)) {
                guarded(repair.describe(), () -> {
                    log.accept("done: " + repairs.carryOut(repair));
                });
            }
        } catch (OtherFormatException e) {
            throw e;
        } catch (TesseraException e) {
            report("examination", String.valueOf(e.getMessage()));
        }
    }

    /** What can't be done now is tried again at the next look. */
    private void guarded(String what, Runnable act) {
        try {
            act.run();
        } catch (LeaseHeldException somebodyElseIsAtIt) {
            // Then it is in good hands.
        } catch (OtherFormatException e) {
            throw e;
        } catch (TesseraException e) {
            report(what, what + ": " + e.getMessage());
        }
    }

    /** Once, not at every look. */
    private synchronized void report(String topic, String text) {
        if (!text.equals(lastSaid.put(topic, text))) {
            log.accept(text);
        }
    }
}

package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.audit.FaultInterval;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.plan.Round;
import dev.tessera.bench.soak.plan.ScheduledAction;
import dev.tessera.bench.soak.plan.SoakAction;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One round: each action at its time, on a thread of its own. At its end all faults are removed; commands of an operator may still run. */
public final class RoundRunner implements AutoCloseable {
    private static final Duration HEALING = Duration.ofMinutes(3);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tessera-soak-act");
        thread.setDaemon(true);
        return thread;
    });
    private final ActiveFaults activeFaults = new ActiveFaults(over);
    private final List<Future<?>> faults = new ArrayList<>();
    private final List<Future<?>> actions = new ArrayList<>();
    private final OperatorActions operator;
    private final FaultInjector striker;

    /** @param release to which the cluster was migrated last, or was meant to be */
    public RoundRunner(SoakCluster cluster, ActionLog actionLog, AtomicInteger release) {
        this.operator = new OperatorActions(cluster, actionLog, release, over);
        String schema = cluster.opsCluster().config().directory().schema().value();
        this.striker = new FaultInjector(
                cluster, actionLog, new PhaseWatcher(cluster.directory(), schema, over), activeFaults, over);
    }

    public void run(Round round) throws InterruptedException {
        long begun = System.nanoTime();
        for (ScheduledAction act : round.acts()) {
            await(begun, act.at());
            begin(act);
        }
        await(begun, round.length());
        over.countDown();
        operator.end();
        awaitHealed();
    }

    /** The faults, and their times. */
    public List<FaultInterval> hurts() {
        return activeFaults.hurts();
    }

    private static void await(long begun, Duration at) throws InterruptedException {
        Duration left = at.minusNanos(System.nanoTime() - begun);
        if (!left.isNegative()) {
            Thread.sleep(left.toMillis());
        }
    }

    private void begin(ScheduledAction act) {
        Future<?> begun = threads.submit(() -> perform(act));
        if (act.action() instanceof SoakAction.Strike) {
            faults.add(begun);
        } else {
            actions.add(begun);
        }
    }

    private @Nullable Void perform(ScheduledAction act) throws Exception {
        SoakAction action = act.action();
        if (action instanceof SoakAction.MoveBuckets move) {
            operator.move(act, move);
        } else if (action instanceof SoakAction.ReorganizeBuckets reorganize) {
            operator.reorganize(act, reorganize);
        } else if (action instanceof SoakAction.AskOfMove ask) {
            operator.ask(act, ask);
        } else if (action instanceof SoakAction.Migrate) {
            operator.migrate(act);
        } else if (action instanceof SoakAction.Strike strike) {
            striker.make(act, strike);
        }
        return null;
    }

    /** Commands of an operator may still run; their failures are reported. */
    private void awaitHealed() throws InterruptedException {
        for (Future<?> strike : faults) {
            await(strike);
        }
        for (Future<?> action : actions) {
            if (action.isDone()) {
                await(action);
            }
        }
    }

    private static void await(Future<?> act) throws InterruptedException {
        try {
            act.get(HEALING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TesseraException("an action of the soak failed, or a fault could not be removed: " + e, e);
        }
    }

    @Override
    public void close() {
        over.countDown();
        threads.shutdownNow();
    }
}

package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.ClusterActions;
import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Executes a plan, the shards in parallel. The first failure stops every shard after its present step. */
public final class PlanRunner {
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ClusterActions actions;
    private final ProgressMeter meter;
    private final StepGate pace;
    private final AtomicBoolean failed = new AtomicBoolean();

    private PlanRunner(ClusterActions actions, ProgressMeter meter, StepGate pace) {
        this.actions = actions;
        this.meter = meter;
        this.pace = pace;
    }

    public static void run(StepPlan plan, ClusterActions actions, Progress progress, StepGate pace) {
        PlanRunner runner = new PlanRunner(actions, new ProgressMeter(progress, plan.size()), pace);
        runner.runAll(plan.first());
        plan.canary().ifPresent(runner::runCanary);
        runner.runShards(plan);
        runner.runAll(plan.last());
    }

    private void runCanary(Step canary) {
        awaitLeave();
        runAll(List.of(canary));
        pace.afterCanary(meter::waits);
    }

    private void runAll(List<Step> steps) {
        for (Step step : steps) {
            if (failed.get()) {
                return;
            }
            meter.begin(step.name());
            step.act().accept(actions);
            meter.end(step.name());
        }
    }

    private void runShards(StepPlan plan) {
        if (plan.byShard().isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(pace.shardsAtOnce(), plan.byShard().size()));
        try {
            List<Future<?>> shards = new ArrayList<>();
            plan.byShard().forEach((shard, steps) -> shards.add(threads.submit(() -> runShard(shard, steps))));
            waitFor(shards);
        } finally {
            threads.shutdown();
        }
    }

    private void runShard(ShardName shard, List<Step> steps) {
        Thread.currentThread().setName("migrate " + shard);
        try {
            for (Step step : steps) {
                awaitLeave();
                runAll(List.of(step));
            }
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    /** Between two buckets, never within one. */
    private void awaitLeave() {
        Optional<String> reason = pace.heldUpBy();
        while (reason.isPresent() && !failed.get()) {
            meter.waits(reason.get());
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            reason = pace.heldUpBy();
        }
    }

    private static void waitFor(List<Future<?>> shards) {
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> shard : shards) {
            try {
                shard.get();
            } catch (ExecutionException e) {
                OutOfMemory.endIf(e);
                failures.add(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MigrationFailedException("interrupted; run it again to go on", e);
            }
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first instanceof RuntimeException failure
                    ? failure
                    : new MigrationFailedException("a shard's migration failed: " + Redaction.message(first), first);
        }
    }
}

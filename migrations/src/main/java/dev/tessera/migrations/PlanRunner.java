package dev.tessera.migrations;

import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries a plan out, the shards side by side. The first failure stops every shard after the step it is at. */
final class PlanRunner {
    private static final int MAX_SHARDS_AT_ONCE = 16;

    private final ClusterActions actions;
    private final ProgressMeter meter;
    private final AtomicBoolean failed = new AtomicBoolean();

    private PlanRunner(ClusterActions actions, ProgressMeter meter) {
        this.actions = actions;
        this.meter = meter;
    }

    static void run(Plan plan, ClusterActions actions, Progress progress) {
        PlanRunner runner = new PlanRunner(actions, new ProgressMeter(progress, plan.size()));
        runner.runAll(plan.first());
        runner.runShards(plan);
        runner.runAll(plan.last());
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

    private void runShards(Plan plan) {
        if (plan.byShard().isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(MAX_SHARDS_AT_ONCE, plan.byShard().size()));
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
            runAll(steps);
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    private static void waitFor(List<Future<?>> shards) {
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> shard : shards) {
            try {
                shard.get();
            } catch (ExecutionException e) {
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
                    : new MigrationFailedException("a shard's migration failed: " + first, first);
        }
    }
}

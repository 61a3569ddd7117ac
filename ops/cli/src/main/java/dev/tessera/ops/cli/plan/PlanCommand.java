package dev.tessera.ops.cli.plan;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.cli.move.ConcurrencyOptions;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.option.GrowthPlanOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.rebalance.plan.PlanFile;
import dev.tessera.ops.rebalance.plan.PlanGoal;
import dev.tessera.ops.rebalance.plan.PlanMaker;
import dev.tessera.ops.rebalance.plan.SavedPlan;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.ops.rebalance.sampling.Sampler;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.growth.StageName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shardctl plan}. */
@Command(
        name = "plan",
        description = {
            "Computes which buckets are split and which move where: few bytes, each shard within the tolerance of its share, no"
                    + " shard above its limit at any moment. Changes nothing; saves a plan for `shardctl apply`."
        },
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
    @Mixin
    private GrowthPlanOptions choice = new GrowthPlanOptions();

    @Option(names = "--stage", paramLabel = "STAGE", description = "Plans a stage of growth-plan.yml.")
    private @Nullable String stage;

    @Option(names = "--add", paramLabel = "SHARD", description = "Moves its share of the bytes to this shard.")
    private @Nullable String add;

    @Option(names = "--drain", paramLabel = "SHARD", description = "Moves all buckets away from this shard.")
    private @Nullable String drain;

    @Option(names = "--rebalance", description = "Distributes the bytes over the present shards.")
    private boolean rebalance;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file for the plan. Default: plan-WHAT-ID.json, in the current folder.")
    private @Nullable Path file;

    @Mixin
    private ConcurrencyOptions limits = new ConcurrencyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PlanGoal desiredState = goal();
        ClusterConfig config = choice.config();
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = new Cluster(config, config.operator().credentials(), Changelogs.shipped());
                Directory directory = new Directory(config, config.operator().credentials())) {
            directory.refuseOtherFormat();
            PlanMaker maker =
                    new PlanMaker(cluster, new Sampler(cluster, new GrowthSamples(directory)), choice.plan(config));
            PlanMaker.Made made = maker.make(desiredState, "plan " + MoverOptions.who());
            new PlanText(made, config, limits.limits(), cluster.journal().all()).print(out);
            if (!made.plan().isEmpty()) {
                Path saved = Optional.ofNullable(file).orElseGet(() -> Path.of(name(made.saved())));
                PlanFile.write(made.saved(), saved);
                out.println("saved as " + saved + "; `shardctl apply " + saved + " --execute` carries it out");
            }
            out.flush();
            return 0;
        }
    }

    private static String name(SavedPlan plan) {
        return "plan-" + plan.asked().replace(' ', '-') + "-" + plan.id().substring(0, 8) + ".json";
    }

    private PlanGoal goal() {
        List<PlanGoal> desiredStates = new ArrayList<>();
        try {
            Optional.ofNullable(stage)
                    .ifPresent(name -> desiredStates.add(new PlanGoal.ReachStage(new StageName(name))));
            Optional.ofNullable(add).ifPresent(name -> desiredStates.add(new PlanGoal.Add(new ShardName(name))));
            Optional.ofNullable(drain).ifPresent(name -> desiredStates.add(new PlanGoal.Drain(new ShardName(name))));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        if (rebalance) {
            desiredStates.add(new PlanGoal.Rebalance());
        }
        if (desiredStates.size() != 1) {
            throw wrong("say one of --stage STAGE, --add SHARD, --drain SHARD and --rebalance");
        }
        return desiredStates.get(0);
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message);
    }
}

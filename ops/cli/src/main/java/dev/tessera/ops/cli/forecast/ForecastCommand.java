package dev.tessera.ops.cli.forecast;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.cli.option.GrowthPlanOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.planning.forecast.TriggerPoint;
import dev.tessera.ops.planning.forecast.TriggerPoints;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.growth.GrowthPlan;
import dev.tessera.shardconfig.growth.Stage;
import dev.tessera.shardconfig.placement.Placement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shardctl forecast}. */
@Command(
        name = "forecast",
        description = {
            "Forecasts from the samples in the directory when each shard reaches the triggers of the stages of growth-plan.yml.",
            "Exit code 0: no stage is due within --within days; 3: a stage is due, or may be; 4: there are too few samples."
        },
        mixinStandardHelpOptions = true)
public final class ForecastCommand implements Callable<Integer> {
    static final int DUE = 3;
    static final int UNKNOWN = 4;

    @Mixin
    private GrowthPlanOptions choice = new GrowthPlanOptions();

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only the triggers of this stage.")
    private @Nullable String only;

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            defaultValue = "90",
            description = "A stage that may be reached within this number of days is due. Default: ${DEFAULT-VALUE}.")
    private int within = 90;

    @Option(
            names = "--plot",
            paramLabel = "FILE.svg",
            description = "Also draws the first due threshold as an SVG picture into this file.")
    private @Nullable Path picture;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ClusterConfig config = choice.config();
        GrowthPlan plan = choice.plan(config)
                .orElseThrow(() -> new MoveRefusedException(
                        "there is no growth-plan.yml beside cluster.yml; it says what is to be forecast"));
        try (Cluster cluster = new Cluster(config, config.operator().credentials(), Changelogs.shipped());
                Directory directory = new Directory(config, config.operator().credentials())) {
            directory.refuseOtherFormat();
            List<Placement> placements = cluster.placements().all();
            Stage present = present(plan, placements);
            Histories histories = Histories.read(new GrowthSamples(directory), placements);
            int code = print(plan, present, placements.size(), histories, out);
            out.flush();
            return code;
        }
    }

    private static Stage present(GrowthPlan plan, List<Placement> placements) {
        Set<ShardName> used = placements.stream().map(Placement::shard).collect(Collectors.toCollection(TreeSet::new));
        return plan.present(used, placements.size())
                .orElseThrow(() -> new MoveRefusedException("the buckets live on " + used
                        + ", and growth-plan.yml has no stage whose shards all hold some and which has no more buckets than the "
                        + placements.size() + " that there are; mend its stages, or move what is missing"));
    }

    private boolean isWanted(TriggerPoint point) {
        return only == null || point.stage().value().equals(only);
    }

    private int print(GrowthPlan plan, Stage present, int buckets, Histories histories, PrintWriter out) {
        LocalDate due = LocalDate.now(ZoneOffset.UTC).plusDays(within);
        out.println("the cluster is in stage " + present.name());
        List<String> tooFull = histories.tooFull(plan);
        histories.notes().forEach(note -> out.println("note: " + note));
        tooFull.forEach(problem -> out.println("PROBLEM: " + problem));
        int code = tooFull.isEmpty() ? 0 : DUE;
        for (Stage stage : plan.after(present)) {
            if (only == null || stage.name().value().equals(only)) {
                split(stage, buckets, out);
                code = Math.max(code, dated(stage, due, out));
            }
        }
        List<ShardForecast> shardForecasts = TriggerPoints.of(plan, present).stream()
                .filter(this::isWanted)
                .map(histories::shardForecast)
                .toList();
        for (ShardForecast shardForecast : shardForecasts) {
            out.println(shardForecast.words());
        }
        if (shardForecasts.stream().anyMatch(shardForecast -> shardForecast.isDueBy(due))) {
            code = DUE;
        } else if (code == 0 && shardForecasts.stream().anyMatch(ShardForecast::isUnknown)) {
            code = UNKNOWN;
        }
        shardForecasts.stream()
                .filter(shardForecast -> shardForecast.trend().isPresent())
                .min(ShardForecast.SOONEST)
                .ifPresent(first -> {
                    new ForecastChart(first).print(out);
                    draw(first, out);
                });
        return code;
    }

    private static void split(Stage stage, int buckets, PrintWriter out) {
        if (stage.buckets().orElse(0) > buckets) {
            out.println("stage " + stage.name() + " has " + stage.buckets().getAsInt() + " buckets, and there are "
                    + buckets + "; `shardctl plan --stage " + stage.name()
                    + "` splits the largest before it moves any");
        }
    }

    private static int dated(Stage stage, LocalDate due, PrintWriter out) {
        Optional<LocalDate> date = stage.when().flatMap(when -> when.date());
        date.ifPresent(day -> out.println("stage " + stage.name() + " is due on " + day + ", whatever is there"));
        return date.filter(day -> !day.isAfter(due)).isPresent() ? DUE : 0;
    }

    private void draw(ShardForecast shardForecast, PrintWriter out) {
        if (picture == null) {
            return;
        }
        try {
            Files.writeString(picture, new ForecastPicture(shardForecast).svg());
            out.println("drawn in " + picture);
        } catch (IOException e) {
            throw new TesseraException(picture + " can't be written: " + e.getMessage(), e);
        }
    }
}

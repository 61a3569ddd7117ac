package dev.tessera.ops.cli.plan;

import dev.tessera.ops.cli.move.MovePlanText;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.planning.capacity.CapacityLimit;
import dev.tessera.ops.planning.capacity.RowSizes;
import dev.tessera.ops.planning.capacity.SimulatedChange;
import dev.tessera.ops.planning.capacity.SimulatedPopulation;
import dev.tessera.ops.planning.capacity.SimulatedStage;
import dev.tessera.ops.planning.capacity.Simulation;
import dev.tessera.ops.planning.capacity.SimulationInput;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.growth.Share;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shardctl simulate}. */
@Command(
        name = "simulate",
        description = {
            "Simulates a cluster that doesn't exist yet: bytes, buckets, connections and tables of each stage, the duration of"
                    + " its moves, and which limit is reached first. Connects to no server."
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--users", defaultValue = "1e9", description = "At the end. Default: ${DEFAULT-VALUE}.")
    private String users = "1e9";

    @Option(names = "--comments", defaultValue = "1e11", description = "At the end. Default: ${DEFAULT-VALUE}.")
    private String comments = "1e11";

    @Option(
            names = "--years",
            defaultValue = "5",
            description = "Until then, by the same amount each day. Default: ${DEFAULT-VALUE}.")
    private double years = 5;

    @Option(names = "--comments-per-thread", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private double commentsPerThread = 50;

    @Option(
            names = "--skew",
            defaultValue = "0.8",
            description = "Zipf's exponent for the sizes of threads; 0: all equal. Default: ${DEFAULT-VALUE}.")
    private double skew = 0.8;

    @Option(
            names = "--peak",
            defaultValue = "3",
            description = "The busiest hour, in averages. Default: ${DEFAULT-VALUE}.")
    private double peak = 3;

    @Option(names = "--bytes-user", defaultValue = "380", description = "Default: ${DEFAULT-VALUE}.")
    private double bytesUser = RowSizes.MEASURED.user();

    @Option(names = "--bytes-thread", defaultValue = "420", description = "Default: ${DEFAULT-VALUE}.")
    private double bytesThread = RowSizes.MEASURED.thread();

    @Option(
            names = "--bytes-comment",
            defaultValue = "450",
            description = "With its entry in the author's index. Default: ${DEFAULT-VALUE}.")
    private double bytesComment = RowSizes.MEASURED.comment();

    @Option(
            names = "--buckets",
            defaultValue = "16",
            description = "With how many it begins; each stage splits what has to be. Default: ${DEFAULT-VALUE}.")
    private int buckets = 16;

    @Option(
            names = "--stages",
            defaultValue = "2,4,16,64",
            description = "Shards of each stage. Default: ${DEFAULT-VALUE}.")
    private String stages = "2,4,16,64";

    @Option(names = "--shard-bytes", defaultValue = "2TiB", description = "Default: ${DEFAULT-VALUE}.")
    private String shardBytes = "2TiB";

    @Option(
            names = "--bucket-bytes",
            defaultValue = "128GiB",
            description = "A larger bucket is split. Default: ${DEFAULT-VALUE}.")
    private String bucketBytes = "128GiB";

    @Option(names = "--headroom", defaultValue = "20%", description = "Default: ${DEFAULT-VALUE}.")
    private String headroom = "20%";

    @Option(
            names = "--trigger",
            defaultValue = "70%",
            description = "Part of a shard's capacity at which the next stage begins. Default: ${DEFAULT-VALUE}.")
    private String trigger = "70%";

    @Option(names = "--apps", defaultValue = "20", description = "Instances of the app. Default: ${DEFAULT-VALUE}.")
    private int apps = 20;

    @Option(
            names = "--pool",
            defaultValue = "16",
            description = "Connections of an instance to each shard. Default: ${DEFAULT-VALUE}.")
    private int pool = 16;

    @Option(names = "--max-connections", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.")
    private int maxConnections = 500;

    @Option(
            names = "--table-cache",
            defaultValue = "4000",
            description = "table_open_cache. Default: ${DEFAULT-VALUE}.")
    private int tableCache = 4000;

    @Option(
            names = "--copy-rate",
            defaultValue = "20MiB",
            description = "Bytes a second of one move. Default: ${DEFAULT-VALUE}.")
    private String copyRate = "20MiB";

    @Option(names = "--per-server", defaultValue = "2", description = "Parallel moves. Default: ${DEFAULT-VALUE}.")
    private int perServer = 2;

    @Option(
            names = "--thread-writes",
            defaultValue = "300",
            description = "Comments a second that one thread can take. Default: ${DEFAULT-VALUE}.")
    private int threadWrites = 300;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        SimulatedPopulation simulatedPopulation;
        RowSizes sizes;
        SimulationInput site;
        try {
            simulatedPopulation =
                    new SimulatedPopulation(whole(users), whole(comments), years, commentsPerThread, skew, peak);
            sizes = new RowSizes(bytesUser, bytesThread, bytesComment, RowSizes.MEASURED.bucket());
            site = site();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        Simulation simulation = new Simulation(simulatedPopulation, sizes, site);
        print(simulatedPopulation, sizes, simulation, out);
        out.flush();
        return 0;
    }

    private SimulationInput site() {
        return new SimulationInput(
                buckets,
                Arrays.stream(stages.split(",", -1))
                        .map(String::strip)
                        .map(SimulateCommand::shards)
                        .toList(),
                DataSize.parse(shardBytes).bytes(),
                DataSize.parse(bucketBytes).bytes(),
                Share.parse(headroom).fraction(),
                Share.parse(trigger).fraction(),
                apps,
                pool,
                maxConnections,
                tableCache,
                DataSize.parse(copyRate).bytes(),
                perServer,
                threadWrites);
    }

    private static long whole(String text) {
        try {
            return new BigDecimal(text.replace("_", "")).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number, such as 1e9 or 1000000", e);
        }
    }

    private static int shards(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number of shards; --stages has one for each stage, such as 2,4,8", e);
        }
    }

    private static void print(
            SimulatedPopulation simulatedPopulation, RowSizes sizes, Simulation simulation, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d users, %,d threads, %,d comments after %.1f years: %s of rows%n",
                simulatedPopulation.users(),
                (long) simulatedPopulation.threads(),
                simulatedPopulation.comments(),
                simulatedPopulation.years(),
                readable(sizes.bytes(simulatedPopulation, 1)));
        out.printf(
                Locale.ROOT,
                "%.0f comments a second in the busiest hour; the largest thread has %.2f %% of them, %,d comments, %s%n",
                simulatedPopulation.commentsPerSecond(),
                100 * simulatedPopulation.largestThread(),
                (long) (simulatedPopulation.largestThread() * simulatedPopulation.comments()),
                readable(simulatedPopulation.largestThread() * simulatedPopulation.comments() * sizes.comment()));
        List<SimulatedStage> all = simulation.stages();
        TextTable table = new TextTable(
                ">shards",
                ">from year",
                ">to",
                ">bytes",
                ">fullest shard",
                ">buckets",
                ">largest",
                ">connections",
                ">tables",
                ">comments/s",
                ">moved to begin",
                ">in");
        all.forEach(stage -> table.row(cells(stage)));
        table.print(out);
        out.println("ids last until " + LocalDate.ofInstant(Simulation.lastId(), ZoneOffset.UTC)
                + "; a slot has 256 of them a millisecond");
        splits(all, out);
        List<CapacityLimit> limits = simulation.limits(all);
        out.println(limits.isEmpty() ? "nothing gives way" : "what gives way first:");
        limits.forEach(limit -> out.printf(Locale.ROOT, "  year %.1f: %s%n", limit.year(), limit.what()));
    }

    /** When buckets are split: at the begin of stages, and in their course. */
    private static void splits(List<SimulatedStage> stages, PrintWriter out) {
        for (SimulatedStage stage : stages) {
            stage.begin()
                    .ifPresent(begin -> split(List.of(begin), ", to begin with " + stage.shards() + " shards", out));
            split(stage.splits(), ", on " + stage.shards() + " shards", out);
        }
    }

    private static void split(List<SimulatedChange> changes, String when, PrintWriter out) {
        List<SimulatedChange> splits =
                changes.stream().filter(SimulatedChange::splits).toList();
        if (splits.isEmpty()) {
            return;
        }
        SimulatedChange first = splits.get(0);
        SimulatedChange last = splits.get(splits.size() - 1);
        int movedFirst = splits.stream().mapToInt(SimulatedChange::movedFirst).sum();
        out.printf(
                Locale.ROOT,
                "year %.2f%s%s: split %d buckets into %d, which copies %s%s%n",
                first.year(),
                splits.size() == 1 ? "" : String.format(Locale.ROOT, " to %.2f, %d times", last.year(), splits.size()),
                when,
                first.bucketsBefore(),
                last.bucketsAfter(),
                readable((double)
                        splits.stream().mapToLong(SimulatedChange::splitBytes).sum()),
                movedFirst == 0 ? "" : "; " + movedFirst + " are moved first to shards with room for them twice");
    }

    private static String[] cells(SimulatedStage stage) {
        return new String[] {
            Integer.toString(stage.shards()),
            String.format(Locale.ROOT, "%.2f", stage.fromYear()),
            String.format(Locale.ROOT, "%.2f", stage.toYear()),
            readable(stage.bytes()),
            readable(stage.bytesOfAShard()),
            Integer.toString(stage.bucketsOfAShard()),
            readable(stage.largestBytes()),
            Long.toString(stage.connections()),
            Long.toString(stage.tables()),
            String.format(Locale.ROOT, "%.0f", stage.writesPerSecond()),
            readable((double) stage.begin().map(begin -> begin.moves().bytes()).orElse(0L)),
            stage.timeToBegin().map(MovePlanText::words).orElse("")
        };
    }

    private static String readable(double bytes) {
        return new DataSize((long) bytes).readable();
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message);
    }
}

package dev.tessera.bench.sessions;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets one global after the other to something unusual and does the same work each time. {@code ops/bench/session-variables} calls it. */
@Command(
        name = "ops/bench/session-variables",
        mixinStandardHelpOptions = true,
        description =
                "Sets every session variable globally to unusual values, one after the other, on servers of its own,"
                        + " and compares what the same requests, a move, status and doctor end in.")
public final class SessionVariables implements Callable<Integer> {
    @Option(names = "--only", description = "A regular expression of the names of variables.")
    private Pattern only = Pattern.compile(".*");

    @Option(
            names = "--results",
            description = "What is found is added to this file, and what it has already isn't tried again:"
                    + " a run that was interrupted goes on.")
    private @Nullable Path results;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private SessionVariables() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SessionVariables())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        MySqlProvider provider = MySqlSources.detect();
        try (MySqlServer a = provider.start(ServerSpec.named("shard-a"));
                MySqlServer b = provider.start(ServerSpec.named("shard-b"));
                SmokeCluster cluster = SmokeCluster.on(a, b)) {
            Machine machine = Machine.of(a.version());
            List<Setting> settings = UnusualValues.of(a).stream()
                    .filter(setting -> only.matcher(setting.variable()).matches())
                    .toList();
            Found found = Found.in(results);
            Sweep sweep = Sweep.begin(cluster);
            run(sweep, settings, found);
            String text = SessionVariablesText.of(machine, ReportFile.commandLine(command), settings, found.outcomes());
            ReportFile.write(reports, "session-variables", text);
            return found.differ() ? 1 : 0;
        }
    }

    private static void run(Sweep sweep, List<Setting> settings, Found found) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int done = 0;
        List<Setting> left = settings.stream()
                .filter(setting -> !found.has(setting.toString()))
                .toList();
        for (Setting setting : left) {
            SettingOutcome outcome = sweep.under(List.of(setting));
            found.add(outcome);
            done++;
            Duration each = Duration.ofNanos((System.nanoTime() - begun) / done);
            Console.say(
                    "%d of %d, %d min left: %s: %s %s",
                    done,
                    left.size(),
                    each.multipliedBy(left.size() - done).toMinutes(),
                    outcome.setting(),
                    outcome.verdict(),
                    outcome.detail());
        }
    }
}

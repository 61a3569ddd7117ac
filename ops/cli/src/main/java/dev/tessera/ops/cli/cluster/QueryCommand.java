package dev.tessera.ops.cli.cluster;

import dev.tessera.ops.cli.option.ClusterOptions;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.router.AcrossShardsResult;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl query}. */
@Command(
        name = "query",
        description =
                "Runs a SELECT over the tables of all buckets: columns and COUNT, SUM, MIN, MAX, AVG of one table, with WHERE,"
                        + " GROUP BY, ORDER BY and LIMIT. Other shapes are refused with the reason.",
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Time limit for each shard. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Parameters(index = "0", paramLabel = "SQL", description = "For example: \"select count(*) from users\"")
    private String sql = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClusterConfig config = cluster.config();
        PrintWriter out = spec.commandLine().getOut();
        try (ShardRouter router = ShardRouters.open(routerConfig(config))) {
            print(router.acrossShards(sql, Duration.ofSeconds(seconds)), out);
        }
        return 0;
    }

    private static RouterConfig routerConfig(ClusterConfig config) {
        Credentials operator = config.operator().credentials();
        return RouterConfig.of(
                        config.directory().address(),
                        config.directory().schema().value(),
                        operator.user().value(),
                        operator.password())
                .withPoolSize(2);
    }

    private static void print(AcrossShardsResult result, PrintWriter out) {
        TextTable table = new TextTable(result.columns().toArray(String[]::new));
        for (List<@Nullable Object> row : result.rows()) {
            table.row(row.stream().map(QueryCommand::text).toArray(String[]::new));
        }
        table.print(out);
        out.flush();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return String.valueOf(value);
    }
}

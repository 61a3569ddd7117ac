package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.AppProcess;
import dev.tessera.ops.cli.Shardctl;
import dev.tessera.shardconfig.DirectoryFormat;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever is started on a cluster of another format refuses it with one sentence and exit code 2, and changes nothing. */
@ExtendWith(LeakCheck.class)
class OtherFormatTest {
    /** The least that each command has to be told. */
    private static final List<String> COMMANDS = List.of(
            "cluster init",
            "cluster status",
            "migrate",
            "shard list",
            "shard add shard-c --execute",
            "shard pause shard-a",
            "shard resume shard-a",
            "shard drain shard-a --execute",
            "shard remove shard-a --execute",
            "shard set-address shard-a --execute",
            "shard accept shard-a",
            "query QUESTION",
            "plan --rebalance",
            "apply PLAN --execute",
            "forecast",
            "move 0 --to shard-b --execute",
            "move list",
            "move status 1",
            "move pause 1",
            "move resume 1",
            "move tune 1 --history off",
            "move cutover 1",
            "move abort 1",
            "move complete 1 --now",
            "move reverse 1",
            "move watch",
            "bucket list",
            "bucket show 0",
            "bucket split 0 --execute",
            "bucket merge 0-16383 --execute",
            "where id 281474976710656",
            "where handle ada",
            "where thread blog.example.com /page",
            "agent",
            "doctor --execute",
            "audit",
            "sample");

    private static final String GROWTH =
            """
            cluster: test
            capacity:
              default:
                bytes: 10GiB
            stages:
              - name: two
                shards: [shard-a, shard-b]
            """;

    private static final Set<String> WITHOUT_A_CLUSTER = Set.of("simulate");

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    private final Path folder;

    OtherFormatTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void clusterOfAnotherFormat_isRefusedByEveryCommand_andByTheApp() throws Exception {
        try (TestCluster cluster = TestCluster.initialised(4, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1))) {
            Path plan = aPlan(cluster);
            Files.writeString(cluster.clusterDirectory().resolve("growth-plan.yml"), GROWTH);
            String directory = cluster.directoryAddress() + "/tessera_directory";

            MYSQL.server(0).execute("update tessera_directory.cluster set format = 4");
            assertRefusedByAll(cluster, plan, DirectoryFormat.refusal(directory, "format 4"));

            MYSQL.server(0).execute("alter table tessera_directory.cluster drop column format");
            String refusal = DirectoryFormat.refusalOfUnnumbered(directory);
            assertRefusedByAll(cluster, plan, refusal);
            try (AppProcess app = AppProcess.start(cluster.clusterDirectory(), Map.of())) {
                assertThat(app.exitCode()).isEqualTo(2);
                assertThat(app.output()).contains("tessera: " + refusal);
            }
        }
    }

    @Test
    void everyCommand_isTried() {
        Set<String> tried = new TreeSet<>(WITHOUT_A_CLUSTER);
        Set<String> there = new TreeSet<>();
        collect("", new CommandLine(new Shardctl()), there);
        COMMANDS.forEach(command -> there.stream()
                .filter(name -> (command + " ").startsWith(name + " "))
                .forEach(tried::add));
        assertThat(tried).isEqualTo(there);
    }

    private static void collect(String prefix, CommandLine command, Set<String> names) {
        Collection<CommandLine> below = new HashSet<>(command.getSubcommands().values());
        for (CommandLine sub : below) {
            String name = (prefix + " " + sub.getCommandName()).strip();
            if (sub.getCommand() instanceof Callable) {
                names.add(name);
            }
            collect(name, sub, names);
        }
    }

    private Path aPlan(TestCluster cluster) {
        Path plan = folder.resolve("plan.json");
        ShardctlRun.on(cluster, "plan", "--drain", "shard-b", "--out", plan.toString())
                .done();
        assertThat(Files.exists(plan)).isTrue();
        return plan;
    }

    private static void assertRefusedByAll(TestCluster cluster, Path plan, String refusal) {
        List<String> others = new ArrayList<>();
        for (String command : COMMANDS) {
            String[] words = command.split(" ");
            for (int i = 0; i < words.length; i++) {
                words[i] = words[i].replace("PLAN", plan.toString()).replace("QUESTION", "select count(*) from users");
            }
            ShardctlRun run = ShardctlRun.on(cluster, words);
            if (run.code() != 2 || !run.err().equals(List.of("shardctl: " + refusal))) {
                others.add(command + ": exit " + run.code() + ", " + run.err() + run.out());
            }
        }
        assertThat(others).isEmpty();
    }
}

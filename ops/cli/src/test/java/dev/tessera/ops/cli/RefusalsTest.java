package dev.tessera.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shardctl says to somebody who asked for something that can't be: the words, the exit code, and no stack trace. */
class RefusalsTest {
    private static final String[] FIVE = {
        "cluster.yml:1: cluster: cluster name 'Test' is not 1 to 63 of a-z, 0-9 and '-', the first a letter",
        "cluster.yml:2: buckets: a cluster begins with 1 to 4096 buckets, not 0",
        "cluster.yml:8: accounts.app: exactly one of password_file and password_env is expected",
        "cluster.yml:10: directory.address: '127.0.0.1' is not host:port",
        "cluster.yml:14: shards[1].name: 'shard-a' is used twice; each shard needs a name of its own"
    };
    private static final String WHICH_CLUSTER =
            "shardctl: which cluster? Say --cluster DIR, the folder of its cluster.yml, or start ops/quickstart/run first";

    private final Path folder;

    RefusalsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void fiveMistakesInClusterYml_areFiveMessages() throws IOException {
        String cluster = ClusterFolder.withFiveMistakes(folder);
        CommandAnswer.of("cluster", "status", "--cluster", cluster).expectRefusal(2, FIVE);
        CommandAnswer.of("cluster", "init", "--cluster", cluster).expectRefusal(2, FIVE);
        CommandAnswer.of("migrate", "--cluster", cluster).expectRefusal(2, FIVE);
    }

    @Test
    void fiveMistakesInClusterYml_areFiveMessagesOfAProcess() throws Exception {
        String cluster = ClusterFolder.withFiveMistakes(folder);
        CommandAnswer.ofProcess(Map.of(), "cluster", "init", "--cluster", cluster)
                .expectRefusal(2, FIVE);
    }

    @Test
    void folderWithoutClusterYml_isNamed() {
        CommandAnswer.of("migrate", "--cluster", folder.toString())
                .expectRefusal(2, "cluster.yml: there is no such file in " + folder);
    }

    @Test
    void unknownCommand_isRefused() {
        CommandAnswer answer = CommandAnswer.of("clutser", "status");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .startsWith("Unmatched arguments from index 0: 'clutser', 'status'")
                .contains("cluster");
    }

    @Test
    void unknownOption_isRefused() {
        CommandAnswer answer = CommandAnswer.of("cluster", "status", "--jsn");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).startsWith("Unknown option: '--jsn'").contains("--json");
    }

    @Test
    void limitsThatAreNone_areRefusedBeforeAnyServerIsAsked() throws IOException {
        String cluster = ClusterFolder.good(folder);
        Map<List<String>, String> refusals = Map.of(
                List.of("--threads-running", "many"),
                "--threads-running is a whole number of at least 1, such as 50, or off; not 'many'",
                List.of("--history", "0"),
                "--history is a whole number of at least 1, such as 50, or off; not '0'",
                List.of("--replica-lag", "5"),
                "--replica-lag is a whole number of ms, s or m, such as 250ms or 5s, or off; not '5'",
                List.of("--bytes-per-second", "2MB"),
                "--bytes-per-second is a whole number of bytes, KiB, MiB or GiB, such as 2MiB, or off; not '2MB'",
                List.of("--p99", "20ms", "--app", "app 1"),
                "--app is an address such as http://app-1:8081, not 'app 1'");
        refusals.forEach((options, refusal) -> {
            assertWrong(options, refusal, "move", "3", "--to", "shard-a", "--cluster", cluster);
            assertWrong(options, refusal, "move", "tune", "4", "--cluster", cluster);
        });
        assertWrong(
                List.of("--p99", "20ms"),
                "--p99 needs --app URL, the admin address of each instance",
                "move",
                "3",
                "--to",
                "shard-a",
                "--cluster",
                cluster);
        assertWrong(
                List.of("--app", "http://app-1:8081"),
                "--app is used for --p99 alone: give --p99 too",
                "move",
                "3",
                "--to",
                "shard-a",
                "--cluster",
                cluster);
        assertWrong(
                List.of("--p99", "20ms", "--app", "app-1:8081"),
                "--app is an address such as http://app-1:8081, not 'app-1:8081'",
                "move",
                "3",
                "--to",
                "shard-a",
                "--cluster",
                cluster);
    }

    private static void assertWrong(List<String> options, String refusal, String... command) {
        CommandAnswer answer = CommandAnswer.of(
                Stream.concat(Stream.of(command), options.stream()).toArray(String[]::new));
        assertThat(answer.err().lines()).first().isEqualTo("shardctl: " + refusal);
        assertThat(answer.code()).isEqualTo(2);
    }

    @Test
    void commandWithoutItsVerb_showsTheVerbs() {
        CommandAnswer shardctl = CommandAnswer.of();
        assertThat(shardctl.code()).isEqualTo(2);
        assertThat(shardctl.err())
                .startsWith("Missing required subcommand")
                .contains("cluster")
                .contains("migrate");
        CommandAnswer cluster = CommandAnswer.of("cluster");
        assertThat(cluster.code()).isEqualTo(2);
        assertThat(cluster.err())
                .startsWith("Missing required subcommand")
                .contains("init")
                .contains("status");
    }

    @Test
    void withoutClusterAndQuickstart_itAsksWhichOne() throws Exception {
        for (List<String> command : List.of(List.of("cluster", "status"), List.of("migrate"))) {
            CommandAnswer.ofProcess(Map.of("TESSERA_TOP", folder.toString()), command.toArray(String[]::new))
                    .expectRefusal(2, WHICH_CLUSTER);
        }
    }

    @Test
    void quickstartThatHasLeftItsPasswords_isFound() throws Exception {
        ClusterFolder.withFiveMistakes(folder.resolve("shard-config/clusters/quickstart"));
        Files.createDirectories(folder.resolve(".quickstart/secrets"));
        Files.createFile(folder.resolve(".quickstart/secrets/operator"));
        CommandAnswer.ofProcess(Map.of("TESSERA_TOP", folder.toString()), "cluster", "status")
                .expectRefusal(2, FIVE);
    }

    @Test
    void clusterOfTheEnvironment_isTaken() throws Exception {
        String cluster = ClusterFolder.withFiveMistakes(folder);
        CommandAnswer.ofProcess(Map.of("TESSERA_CLUSTER", cluster), "cluster", "status")
                .expectRefusal(2, FIVE);
    }

    @Test
    void missingPasswordFile_isNamed() throws IOException {
        String cluster = ClusterFolder.withoutPasswords(folder);
        CommandAnswer.of("cluster", "status", "--cluster", cluster)
                .expectRefusal(1, "shardctl: the password file " + folder.resolve("operator") + " can't be read");
    }

    @Test
    void serverThatDoesNotAnswer_isNamed() throws IOException {
        String cluster = ClusterFolder.good(folder);
        String refusal = "shardctl: the directory can't be reached at 127.0.0.1:1: Communications link failure (08S01)";
        CommandAnswer.of("cluster", "init", "--cluster", cluster).expectRefusal(1, refusal);
        CommandAnswer.of("cluster", "init", "--dry-run", "--cluster", cluster).expectRefusal(1, refusal);
        CommandAnswer.of("migrate", "--cluster", cluster).expectRefusal(1, refusal);
        CommandAnswer.of("migrate", "--sql", "--cluster", cluster).expectRefusal(1, refusal);
    }

    @Test
    void statusOfAClusterThatDoesNotAnswer_isAReportAllTheSame() throws IOException {
        CommandAnswer answer = CommandAnswer.of("cluster", "status", "--cluster", ClusterFolder.good(folder));
        assertThat(answer.out().lines())
                .containsExactly(
                        "cluster test: the directory at 127.0.0.1:1 is unreachable",
                        "",
                        "shard    address      state  MySQL        buckets  rows  bytes  schema  epochs",
                        "shard-a  127.0.0.1:2  ?      unreachable        ?     ?      ?  ?       ?",
                        "",
                        "PROBLEM: the directory can't be reached at 127.0.0.1:1: Communications link failure (08S01)",
                        "PROBLEM: shard-a can't be reached at 127.0.0.1:2: Communications link failure (08S01)");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isEqualTo(1);
    }
}

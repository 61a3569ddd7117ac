package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.process.TestbedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What README.md promises a newcomer, wherever the quickstart has its servers from. */
@DisabledIfSystemProperty(
        named = MySqlExtension.FAST,
        matches = "true",
        disabledReason = "the fast tier has no MySQL servers")
class ReadmeCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void commandsOfTheReadme_doWhatTheySay_onServersOfThisMachine() throws Exception {
        assertCommandsPass("fetch");
    }

    @Test
    void commandsOfTheReadme_doWhatTheySay_throughDocker() throws Exception {
        assertCommandsPass("docker");
    }

    private void assertCommandsPass(String source) throws Exception {
        requireThere(source);
        QuickstartRun.Place place = QuickstartRun.Place.in(folder);
        List<String> commands = ReadmeCommands.all();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(9).anyMatch(command -> command.contains("move complete"));
        try (QuickstartRun run = QuickstartRun.start(place, Map.of("TESSERA_MYSQL", source))) {
            run.awaitReady();
            ReadmeCommands readme = new ReadmeCommands(place);
            for (String command : commands) {
                readme.run(command);
            }
            assertThat(homes(readme))
                    .as("the first bucket stayed, the second went back, the third and fourth were moved")
                    .contains(
                            "00000_01023 shard-b", "01024_02047 shard-a", "02048_03071 shard-b", "03072_04095 shard-b");
            run.terminate();
        }
    }

    private static List<String> homes(ReadmeCommands readme) throws Exception {
        return readme.run("ops/shardctl cluster status --buckets")
                .lines()
                .map(line -> line.trim().split(" +", -1))
                .filter(cells -> cells.length > 2)
                .map(cells -> cells[0] + " " + cells[1])
                .toList();
    }

    private static void requireThere(String source) {
        if (System.getenv("CI") == null && !ReadmeCommands.canBeRun()) {
            abort("the README's commands need curl");
        }
        try {
            MySqlSources.from(source);
        } catch (TestbedException absent) {
            abort(String.valueOf(absent.getMessage()));
        }
    }
}

package dev.tessera.bench.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apps, movers, status and doctor on servers whose globals were changed under them. */
@ExtendWith(LeakCheck.class)
class SweepTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    /** What a move refuses by name, and what takes the connections away that the work needs. */
    private static final Pattern REFUSED = Pattern.compile(
            "binlog_.*|max_allowed_packet|max_user_connections|connection_memory_limit|parser_max_mem_size");

    private static final int SAMPLE = 12;
    private static final long SEED = 4711;

    private static SmokeCluster cluster;
    private static Sweep sweep;

    @BeforeAll
    static void start() throws Exception {
        cluster = SmokeCluster.on(MYSQL.server(0), MYSQL.server(1));
        sweep = Sweep.begin(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void workOnServersAsTheyCome_isDoneWhole() {
        assertThat(sweep.usual().parts().get("requests"))
                .hasSize(12)
                .allMatch(line -> line.matches("(?s)[a-z ]+: 20[0-4] .*"));
        assertThat(sweep.usual().parts().get("read again")).hasSize(14);
        assertThat(sweep.usual().parts()).containsEntry("move", List.of("move: SWITCHED", "complete: DONE"));
        assertThat(sweep.usual().parts()).containsEntry("status", List.of()).containsEntry("doctor", List.of());
    }

    /** Each of these alone stored other texts, lost what was acknowledged, hid rows or ended moves. */
    @Test
    void globalsThatHarmOthers_changeNothing() throws IOException, InterruptedException {
        assertSame(List.of(
                new Setting("sql_mode", "NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT"),
                new Setting("completion_type", "CHAIN"),
                new Setting("autocommit", "OFF"),
                new Setting("init_connect", "set names latin1"),
                new Setting("sql_select_limit", "5"),
                new Setting("max_execution_time", "1"),
                new Setting("max_error_count", "0"),
                new Setting("character_set_connection", "ucs2"),
                new Setting("time_zone", "+13:00")));
    }

    /** The program tries all of them, one by one. */
    @Test
    void sampleOfAllGlobals_changesNothing() throws IOException, InterruptedException {
        List<Setting> all = new ArrayList<>(UnusualValues.of(MYSQL.server(0)));
        all.removeIf(setting -> REFUSED.matcher(setting.variable()).matches());
        assertThat(all).hasSizeGreaterThan(200);
        Collections.shuffle(all, new Random(SEED));
        List<Setting> sample = new ArrayList<>();
        for (Setting setting : all) {
            boolean another =
                    sample.stream().noneMatch(chosen -> chosen.variable().equals(setting.variable()));
            if (another && sample.size() < SAMPLE) {
                sample.add(setting);
            }
        }

        assertSame(sample);
    }

    @Test
    void doctor_namesEachOfFivePlantedGlobals() throws InterruptedException {
        MySqlServer shard = MYSQL.server(1);
        assertThat(cluster.harmfulGlobals()).isEmpty();
        shard.execute(
                "set global sql_mode = 'STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES', global init_connect = 'set names latin1'",
                "set global autocommit = 0, global completion_type = 'CHAIN', global sql_select_limit = 5");
        try {
            assertThat(cluster.harmfulGlobals())
                    .hasSize(5)
                    .allMatch(text -> text.startsWith("shard-b has the global "))
                    .anyMatch(text -> text.contains(
                            "sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES', with which backslashes"))
                    .anyMatch(text -> text.contains("init_connect = 'set names latin1'"))
                    .anyMatch(text -> text.contains("autocommit = '0'"))
                    .anyMatch(text -> text.contains("completion_type = 'CHAIN'"))
                    .anyMatch(text -> text.contains("sql_select_limit = '5'"));
        } finally {
            shard.execute(
                    "set global sql_mode = default, global init_connect = '', global autocommit = default",
                    "set global completion_type = default, global sql_select_limit = default");
        }
    }

    private static void assertSame(List<Setting> settings) throws IOException, InterruptedException {
        SettingOutcome outcome = sweep.under(settings);

        assertThat(outcome.verdict())
                .as("%s: %s", outcome.setting(), outcome.detail())
                .isEqualTo(SettingOutcome.Verdict.SAME);
    }
}

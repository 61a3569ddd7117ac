package dev.tessera.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class StartTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @Test
    void directoryOfAnotherFormat_endsTheStart_withOneMessageThatSaysWhatToDo() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers())) {
            MYSQL.server(0).execute("alter table tessera_directory.cluster drop column format");
            try (AppProcess app = AppProcess.start(cluster, Map.of())) {
                assertThat(app.exitCode()).isEqualTo(2);
                assertThat(app.output().lines().filter(line -> line.startsWith("tessera: ")))
                        .containsExactly(
                                "tessera: the directory at " + MYSQL.server(0).address()
                                        + "/tessera_directory has format 1, in which ids carry buckets, and this version of"
                                        + " Tessera reads format 3 alone: use the version that made the cluster, or make a new"
                                        + " one with `shardctl cluster init` in an empty schema");
                assertThat(app.output()).doesNotContain("\tat ", "Exception");
            }
        }
    }
}

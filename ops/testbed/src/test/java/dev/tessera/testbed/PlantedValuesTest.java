package dev.tessera.testbed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlantedValuesTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(1).cleanBeforeEach();

    @Test
    void valuesInAFile_inATableOfTheDirectory_andInTheOutput_areFoundWithPlaceAndLine() throws IOException {
        MySqlServer server = mysql.server(0);
        TestCluster cluster = TestCluster.configured(16, server, server);
        server.execute(
                "create schema tessera_directory",
                "create table tessera_directory.moves (move_id int, failure text)",
                "insert into tessera_directory.moves values (1, 'well'), (2, 'Duplicate entry ''" + PlantedValues.MARK
                        + "''')");
        Files.writeString(
                cluster.clusterDirectory().resolve("app.log"), "started\nfailed: " + PlantedValues.MARK + "\n");
        System.out.println("a test says " + PlantedValues.MARK);

        assertThatThrownBy(cluster::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("standard output: a test says " + PlantedValues.MARK)
                .hasMessageContaining("app.log, line 2: failed: " + PlantedValues.MARK)
                .hasMessageMatching("(?s).*table tessera_directory\\.moves on \\S+, line 2: 2 \\| Duplicate entry '"
                        + PlantedValues.MARK + "'.*");
    }

    @Test
    void linesWithoutAny_pass() {
        PlantedValues.requireNoneIn("here", Stream.of("a line", "another"));
    }
}

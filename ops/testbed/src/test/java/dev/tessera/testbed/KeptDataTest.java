package dev.tessera.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
        named = MySqlExtension.FAST,
        matches = "true",
        disabledReason = "the fast tier has no MySQL servers")
class KeptDataTest {
    private final Path folder;

    KeptDataTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givenFolderIsKept_andUsedAgainByTheNextStart() throws SQLException {
        ServerSpec spec = ServerSpec.named("kept").withDataDirectory(folder.resolve("shard"));
        String uuid;
        try (MySqlServer server = start(spec)) {
            server.execute("create schema s", "create table s.t (id int primary key)", "insert into s.t values (7)");
            uuid = server.uuid();
        }
        try (MySqlServer server = start(spec);
                var connection = server.connect("s");
                ResultSet row = connection.createStatement().executeQuery("select id from t")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(7);
            assertThat(server.uuid()).isEqualTo(uuid);
        }
    }

    @Test
    void serverThatCannotStartTellsTheEndOfItsLog() {
        ServerSpec spec = ServerSpec.named("hopeless").withOption("no_such_option_anywhere", "1");
        assertThatThrownBy(() -> start(spec).close())
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("hopeless didn't start on port")
                .hasMessageContaining("no_such_option_anywhere=1");
    }

    @Test
    void portThatIsTakenIsSaidSo() {
        try (MySqlServer first = start(ServerSpec.named("first"))) {
            ServerSpec second = ServerSpec.named("second").withPort(first.port());
            assertThatThrownBy(() -> start(second).close())
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining(String.valueOf(first.port()));
        }
    }

    private static MySqlServer start(ServerSpec spec) {
        return ServerPool.provider().start(spec);
    }
}

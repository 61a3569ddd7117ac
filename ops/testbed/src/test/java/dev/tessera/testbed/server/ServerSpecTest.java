package dev.tessera.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerSpecTest {
    private final ServerSpec spec = ServerSpec.named("shard-1");

    @Test
    void ownOptionWinsOverOurs() {
        assertThat(ServerOptions.arguments(spec.withOption("binlog_format", "MIXED"), 20_000))
                .contains("--binlog_format=MIXED")
                .noneMatch(argument -> argument.contains("binlog_format=ROW"));
    }

    @Test
    void serverIdIsThePort_unlessGiven() {
        assertThat(ServerOptions.arguments(spec, 20_000)).contains("--server_id=20000");
        assertThat(ServerOptions.arguments(spec.withServerId(7), 20_000)).contains("--server_id=7");
    }

    @Test
    void dataThatAreKeptAreWrittenWithFsync() {
        assertThat(ServerOptions.arguments(spec, 1)).contains("--innodb_flush_method=nosync");
        assertThat(ServerOptions.arguments(spec.withDataDirectory(Path.of("/d")), 1))
                .noneMatch(argument -> argument.contains("innodb_flush_method"));
    }

    @Test
    void nameThatIsNoFileNameIsRefused() {
        assertThatThrownBy(() -> ServerSpec.named("a/b"))
                .hasMessage("a server's name is 1 to 40 letters, digits, dots, dashes: 'a/b'");
    }

    @Test
    void optionWithDashesIsRefused() {
        assertThatThrownBy(() -> spec.withOption("--port", "1")).hasMessage("not a mysqld option: '--port'");
    }

    @Test
    void portOutOfRangeIsRefused() {
        assertThatThrownBy(() -> spec.withPort(70_000)).hasMessage("port out of range: 70000");
    }
}

package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartConditionsTest {
    @Test
    void portsInUse_areAllNamedWithWhoWantsThem() throws IOException {
        try (ServerSocket onLoopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket onEveryAddress = new ServerSocket(0)) {
            int free = FreePorts.next();
            Map<Integer, String> users = new TreeMap<>(Map.of(
                    onLoopback.getLocalPort(), "the app", onEveryAddress.getLocalPort(), "MySQL", free, "nobody"));
            assertThatThrownBy(() -> StartConditions.requireFree(users))
                    .isInstanceOf(QuickstartException.class)
                    .hasMessageStartingWith("in use on 127.0.0.1: port ")
                    .hasMessageContaining(onLoopback.getLocalPort() + " (the app)")
                    .hasMessageContaining(onEveryAddress.getLocalPort() + " (MySQL)")
                    .hasMessageNotContaining(String.valueOf(free))
                    .hasMessageEndingWith(". Stop what listens there; `ss -ltnp` shows it. Nothing was started");
        }
    }

    @Test
    void freePorts_willDo() {
        assertThatCode(() -> StartConditions.requireFree(Map.of(FreePorts.next(), "the app")))
                .doesNotThrowAnyException();
    }

    @Test
    void tooLittleDisk_isRefused_beforeTheFolderIsThere(@TempDir Path folder) {
        Path notYet = folder.resolve("a/b");
        assertThatThrownBy(() -> StartConditions.requireDisk(notYet, 1L << 42))
                .isInstanceOf(QuickstartException.class)
                .hasMessageMatching("the disk of \\Q" + notYet
                        + "\\E has \\d+ MiB free, and 4398046511104 MiB are needed." + " Nothing was started");
        assertThatCode(() -> StartConditions.requireDisk(notYet, 1)).doesNotThrowAnyException();
    }
}

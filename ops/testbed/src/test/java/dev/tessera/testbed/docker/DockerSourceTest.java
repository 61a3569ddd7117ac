package dev.tessera.testbed.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.apt.FetchSource;
import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.FreePorts;
import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerSourceTest {
    @Test
    void absentEngineIsSaid() {
        assertRefused("unix:///no/such/docker.sock");
        assertRefused("tcp://127.0.0.1:" + FreePorts.next());
    }

    @Test
    void engineThatAcceptsButDoesNotAnswerIsNotWaitedForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long begin = System.nanoTime();
            assertRefused("tcp://127.0.0.1:" + silent.getLocalPort());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void assertRefused(String host) {
        assertThatThrownBy(
                        new DockerSource(Map.of("DOCKER_HOST", host), new FetchSource(Cache.ofUser(System.getenv())))
                                ::find)
                .isInstanceOf(TestbedException.class)
                .hasMessage("no Docker engine answers at DOCKER_HOST=" + host);
    }
}

package dev.tessera.testbed.docker;

import dev.tessera.testbed.process.TestbedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Asks whether a Docker engine answers, in two seconds at most and without a word: Testcontainers takes long and logs
 * stack traces to find out that there is none.
 */
final class DockerEngine {
    private static final long LIMIT_SECONDS = 2;
    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, String> environment;

    DockerEngine(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Returns when an engine has answered.
     *
     * @throws TestbedException saying where none did
     */
    void require() {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isEmpty()) {
            require(answers(addressOf(URI.create(host))), "DOCKER_HOST=" + host);
        } else {
            require(
                    usualSockets().anyMatch(socket -> answers(UnixDomainSocketAddress.of(socket))),
                    "its usual sockets");
        }
    }

    private static void require(boolean answered, String where) {
        if (!answered) {
            throw new TestbedException("no Docker engine answers at " + where);
        }
    }

    private static SocketAddress addressOf(URI host) {
        return "unix".equals(host.getScheme())
                ? UnixDomainSocketAddress.of(host.getPath())
                : new InetSocketAddress(host.getHost(), host.getPort());
    }

    /** Where Testcontainers looks as well. */
    private Stream<Path> usualSockets() {
        Path home = Path.of(System.getProperty("user.home", "/"));
        return Stream.of(
                        Path.of("/var/run/docker.sock"),
                        Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
                        home.resolve(".docker/run/docker.sock"),
                        home.resolve(".docker/desktop/docker.sock"))
                .filter(Files::exists);
    }

    private boolean answers(SocketAddress address) {
        try (SocketChannel channel = open(address)) {
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> ping(channel, address));
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS); // closing the channel ends the one who waits
        } catch (IOException | ExecutionException | TimeoutException none) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private boolean ping(SocketChannel channel, SocketAddress address) {
        try {
            channel.connect(address);
            return environment.containsKey("DOCKER_TLS_VERIFY") || pong(channel);
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean pong(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(PING));
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (channel.read(buffer) >= 0 && answer.size() < 64 * 1024) {
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return answer.toString(StandardCharsets.US_ASCII).matches("(?s)HTTP/1\\.\\d 200 .*");
    }
}

package dev.tessera.testbed.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.Identity;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerOptions;
import dev.tessera.testbed.server.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A server that is a container, on a fixed port of 127.0.0.1 so that it is the same after each start. */
final class DockerServer implements MySqlServer {
    private static final Logger log = LoggerFactory.getLogger(DockerServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final ExposedPort MYSQL = ExposedPort.tcp(3306);
    private static final int TIMEOUT_SECONDS = 60;

    /** A write beyond a limit of the server's files fails by it, as on a full disk, and doesn't end the server. */
    private static final String[] ENTRYPOINT = {"bash", "-c", "trap '' XFSZ; exec docker-entrypoint.sh \"$@\"", "mysql"
    };

    private final ServerSpec spec;
    private final int port;
    private final GenericContainer<?> container;
    private @Nullable Identity identity;

    private DockerServer(DockerImageName image, ServerSpec spec, ContainerWatch watch) {
        this.spec = spec;
        this.port = spec.port() == 0 ? FreePorts.next() : spec.port();
        this.container = new GenericContainer<>(image)
                .withEnv("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")
                .withLabels(watch.labels())
                .withCommand(ServerOptions.arguments(spec, port).toArray(String[]::new))
                .withCreateContainerCmdModifier(command -> command.withEntrypoint(ENTRYPOINT))
                .withCreateContainerCmdModifier(this::complete);
    }

    static DockerServer start(DockerImageName image, ServerSpec spec, ContainerWatch watch) {
        DockerServer server = new DockerServer(image, spec, watch);
        try {
            KeptFolder.prepare(spec);
            server.container.start();
            server.awaitAnswer();
            KeptFolder.completed(spec);
            return server;
        } catch (ContainerLaunchException e) {
            server.close();
            throw new TestbedException(
                    spec.name() + ": can't start a container of " + image + " on port " + server.port + ": "
                            + rootOf(e).getMessage(),
                    e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private void complete(CreateContainerCmd command) {
        HostConfig host = command.getHostConfig() == null ? HostConfig.newHostConfig() : command.getHostConfig();
        String reachableFrom = host().equals(LOOPBACK) ? LOOPBACK : "0.0.0.0";
        host.withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort(reachableFrom, port), MYSQL));
        Path kept = spec.dataDirectory();
        if (kept != null) {
            host.withBinds(new Bind(KeptFolder.data(kept).toString(), new Volume("/var/lib/mysql")));
            KeptFolder.owner().ifPresent(command::withUser);
        }
        command.withExposedPorts(MYSQL).withHostConfig(host);
    }

    @Override
    public void start() {
        if (!isRunning()) {
            docker().startContainerCmd(id()).exec();
            awaitAnswer();
        }
    }

    private void awaitAnswer() {
        long begin = System.nanoTime();
        identity = Identity.await(this, identity -> true);
        log.info(
                "{}: MySQL {} answers at {} after {} ms",
                name(),
                version(),
                address(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    @Override
    public void stop() {
        if (isRunning()) {
            unpause();
            docker().stopContainerCmd(id()).withTimeout(TIMEOUT_SECONDS).exec();
        }
    }

    @Override
    public void kill() {
        if (isRunning()) {
            unpause(); // an engine kills no frozen container
            docker().killContainerCmd(id()).exec();
            Eventually.within(Duration.ofSeconds(30), () -> !isRunning(), "the container is gone");
        }
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(id()).exec();
    }

    @Override
    public void unpause() {
        if (isPaused()) {
            docker().unpauseContainerCmd(id()).exec();
        }
    }

    @Override
    public boolean isPaused() {
        return Boolean.TRUE.equals(state().getPaused());
    }

    @Override
    public boolean isRunning() {
        return container.getContainerId() != null && Boolean.TRUE.equals(state().getRunning());
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(id()).exec().getState();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private String id() {
        return container.getContainerId();
    }

    @Override
    public void limitFiles(long bytes) {
        Processes.limitFiles(pid(), Long.toString(bytes));
    }

    @Override
    public void unlimitFiles() {
        Processes.limitFiles(pid(), "unlimited");
    }

    /** As this machine counts its processes. */
    private long pid() {
        return Optional.ofNullable(state().getPidLong())
                .orElseThrow(() -> new TestbedException(name() + " isn't running"));
    }

    @Override
    public String errorLog() {
        List<String> lines = container.getLogs().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    @Override
    public void close() {
        if (container.getContainerId() != null) {
            closeContainer();
        }
        container.stop();
    }

    private void closeContainer() {
        try {
            if (!spec.isTemporary()) {
                stop();
            }
            ContainerWatch.remove(docker(), id());
        } catch (NotFoundException removed) {
            // At the end of a JVM Testcontainers removes its containers as well, and may be quicker.
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String hostForServers() {
        return docker().inspectContainerCmd(id()).exec().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .findFirst()
                .orElseThrow(() -> new TestbedException(name() + ": its container is in no network"));
    }

    @Override
    public int portForServers() {
        return MYSQL.getPort();
    }

    /** An engine's port on this machine is taken by its number: the name may mean ::1. */
    @Override
    public String host() {
        String host = container.getHost();
        return host.equals("localhost") ? LOOPBACK : host;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String version() {
        return Identity.known(identity, this).version();
    }

    @Override
    public String uuid() {
        return Identity.known(identity, this).uuid();
    }

    @Override
    public String toString() {
        return spec.name() + " at " + address();
    }
}

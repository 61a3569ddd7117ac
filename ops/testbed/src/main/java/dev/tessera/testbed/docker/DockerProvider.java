package dev.tessera.testbed.docker;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import dev.tessera.testbed.server.Source;
import java.util.List;
import java.util.Optional;
import org.testcontainers.utility.DockerImageName;

/** Servers that are containers. */
final class DockerProvider implements MySqlProvider {
    private final DockerImageName image;
    private final Source clients;
    private final ContainerWatch watch = ContainerWatch.start();

    /** @param clients where client programs come from: not every image has them, and none is a program of this machine */
    DockerProvider(DockerImageName image, Source clients) {
        this.image = image;
        this.clients = clients;
    }

    @Override
    public MySqlServer start(ServerSpec spec) {
        return DockerServer.start(image, spec, watch);
    }

    @Override
    public Optional<List<String>> client(String program) {
        try {
            return clients.find().client(program);
        } catch (TestbedException nowhere) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Docker image " + image;
    }
}

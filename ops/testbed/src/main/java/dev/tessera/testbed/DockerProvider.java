package dev.tessera.testbed;

import org.testcontainers.utility.DockerImageName;

/** Servers that are containers. */
final class DockerProvider implements MySqlProvider {
    private final DockerImageName image;
    private final ContainerWatch watch = ContainerWatch.start();

    DockerProvider(DockerImageName image) {
        this.image = image;
    }

    @Override
    public MySqlServer start(ServerSpec spec) {
        return DockerServer.start(image, spec, watch);
    }

    @Override
    public String toString() {
        return "Docker image " + image;
    }
}

package dev.tessera.testbed.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;

/**
 * Removes a JVM's containers when it is gone, however it went. Testcontainers' own reaper does that too, but it is an
 * image that not every machine can pull. This one is a small JVM whose stdin only the owner holds open.
 */
public final class ContainerWatch {
    static final String LABEL = "dev.tessera.testbed.owner";

    /** A container that was being created when the owner died shows up late. */
    private static final int ROUNDS = 5;

    private final String owner;
    private final Process process;

    private ContainerWatch(String owner, Process process) {
        this.owner = owner;
        this.process = process;
    }

    static ContainerWatch start() {
        String owner = UUID.randomUUID().toString();
        // Ctrl-C reaches the whole process group: the watch must outlive it.
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' INT HUP TERM; exec \"$@\"",
                        "tessera-container-watch",
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        ContainerWatch.class.getName(),
                        owner)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        try {
            return new ContainerWatch(owner, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the containers to be watched are marked with. */
    Map<String, String> labels() {
        if (!process.isAlive()) {
            throw new TestbedException("the watch over this JVM's containers has ended");
        }
        return Map.of(LABEL, owner);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        DockerClient docker = DockerClientFactory.instance().client(); // while the class path is still there
        System.in.transferTo(OutputStream.nullOutputStream());
        for (int round = 0; round < ROUNDS; round++) {
            removeAll(docker, Map.of(LABEL, arguments[0]));
            Thread.sleep(500);
        }
        System.exit(0); // Docker's client has threads that would linger
    }

    private static void removeAll(DockerClient docker, Map<String, String> labels) {
        List<Container> containers = docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec();
        containers.parallelStream().forEach(container -> remove(docker, container.getId()));
    }

    static void remove(DockerClient docker, String container) {
        try {
            docker.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException alreadyGone) {
            // by its owner's close, or by Testcontainers' reaper
        }
    }
}

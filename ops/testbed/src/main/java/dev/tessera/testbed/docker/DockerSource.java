package dev.tessera.testbed.docker;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.Source;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** MySQL's own image, through Testcontainers. */
public final class DockerSource implements Source {
    private static final String IMAGE = "TESSERA_MYSQL_IMAGE";
    /** The version that moves were tried with: on any other they are refused, and the README's own commands would fail. */
    private static final String USUAL_IMAGE = "mysql:9.7";

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Map<String, String> environment;
    private final Source clients;

    /** @param clients where a client program is found that somebody asks for */
    public DockerSource(Map<String, String> environment, Source clients) {
        this.environment = environment;
        this.clients = clients;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public String wayOut() {
        return "start Docker (image " + USUAL_IMAGE + ", or what " + IMAGE + " names)";
    }

    @Override
    public MySqlProvider find() {
        new DockerEngine(environment).require();
        String named = environment.getOrDefault(IMAGE, "");
        DockerImageName image = DockerImageName.parse(named.isEmpty() ? USUAL_IMAGE : named);
        require(image);
        return new DockerProvider(image, clients);
    }

    /** An engine that reaches no registry is asked for minutes, again and again: it is given up, and the next source has its turn. */
    private static void require(DockerImageName image) {
        CompletableFuture<String> pull = CompletableFuture.supplyAsync(() -> {
            DockerClientFactory.instance().client();
            return new RemoteDockerImage(image).get();
        });
        try {
            pull.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new TestbedException(
                    "a Docker engine answers, but has no image " + image + " for Testcontainers: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new TestbedException(
                    "a Docker engine answers, but its images (" + image + " among them) did not come within "
                            + TIMEOUT.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted while Docker was asked for images", e);
        }
    }
}

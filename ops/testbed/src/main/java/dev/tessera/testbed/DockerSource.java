package dev.tessera.testbed;

import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** MySQL's own image, through Testcontainers. */
final class DockerSource implements Source {
    private static final String IMAGE = "TESSERA_MYSQL_IMAGE";
    private static final String USUAL_IMAGE = "mysql:8.4";

    private final Map<String, String> environment;

    DockerSource(Map<String, String> environment) {
        this.environment = environment;
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
        requireTestcontainers();
        String image = environment.getOrDefault(IMAGE, "");
        return new DockerProvider(DockerImageName.parse(image.isEmpty() ? USUAL_IMAGE : image));
    }

    private static void requireTestcontainers() {
        try {
            DockerClientFactory.instance().client();
        } catch (RuntimeException e) {
            throw new TestbedException("a Docker engine answers, but not to Testcontainers: " + e.getMessage(), e);
        }
    }
}

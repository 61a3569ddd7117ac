package dev.tessera.bench.soak.town;

import dev.tessera.testbed.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A temporary folder, which is deleted when this JVM is interrupted as well. */
final class TownFolder implements AutoCloseable {
    private final Path path;
    private final Thread whenInterrupted;

    private TownFolder(Path path) {
        this.path = path;
        this.whenInterrupted = new Thread(this::delete, "deletes " + path);
    }

    static TownFolder create() throws IOException {
        TownFolder folder = new TownFolder(Files.createTempDirectory("tessera-soak-"));
        Runtime.getRuntime().addShutdownHook(folder.whenInterrupted);
        return folder;
    }

    Path in(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    private void delete() {
        Processes.run(List.of("rm", "-rf", path.toString()), Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(whenInterrupted);
        } catch (IllegalStateException e) {
            // It is at work already.
        }
        delete();
    }
}

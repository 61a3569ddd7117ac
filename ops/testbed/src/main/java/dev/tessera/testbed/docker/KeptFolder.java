package dev.tessera.testbed.docker;

import dev.tessera.testbed.process.Folders;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.server.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data folder of the user's that a container fills. The image fills it in place, so a mark beside it tells that it
 * isn't whole yet: what an interrupted first start has left is thrown away by the next.
 */
final class KeptFolder {
    private KeptFolder() {}

    static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static Path mark(Path folder) {
        return folder.resolve("data.incomplete");
    }

    static void prepare(ServerSpec spec) {
        Path folder = spec.dataDirectory();
        if (folder == null) {
            return;
        }
        try {
            if (Files.exists(mark(folder))) {
                Folders.delete(data(folder));
            }
            if (!Files.isDirectory(data(folder))) {
                Files.createDirectories(folder);
                Files.writeString(mark(folder), "");
                Files.createDirectories(data(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void completed(ServerSpec spec) {
        Path folder = spec.dataDirectory();
        try {
            if (folder != null) {
                Files.deleteIfExists(mark(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whom the files must belong to, so that who gave the folder can delete it; root can delete anybody's. */
    static Optional<String> owner() {
        String user = Processes.run(List.of("id", "-u")).output().strip();
        String group = Processes.run(List.of("id", "-g")).output().strip();
        return user.equals("0") ? Optional.empty() : Optional.of(user + ":" + group);
    }
}

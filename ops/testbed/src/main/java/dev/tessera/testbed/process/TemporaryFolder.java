package dev.tessera.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder for what lasts as long as this JVM at most: a cluster's configuration with its passwords, logs, reports of a test. Nobody else may
 * read it. It is deleted when it is closed, and when the JVM ends without that, however it ends. Thread-safe.
 */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** @param name for whoever looks into the temporary folders of a machine: {@code cluster} */
    public static TemporaryFolder create(String name) {
        Path path = Folders.createTemporary(name);
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TemporaryFolder(path);
    }

    public Path path() {
        return path;
    }

    /** A folder in it, made if it isn't there. */
    public Path in(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Folders.deleteTemporary(path);
    }
}

package dev.tessera.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folders that are expensive to make and are kept for next time: {@code ${TESSERA_CACHE}} or
 * {@code ${XDG_CACHE_HOME:-~/.cache}/tessera}. An entry is either whole or not there, whoever is interrupted or makes it
 * at the same time.
 */
public final class Cache {
    private static final String PARTIAL = ".partial-";

    private final Path folder;

    public Cache(Path folder) {
        this.folder = folder;
    }

    public static Cache ofUser(Map<String, String> environment) {
        String own = environment.getOrDefault("TESSERA_CACHE", "");
        if (!own.isEmpty()) {
            return new Cache(Path.of(own).toAbsolutePath().resolve("mysql"));
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = shared.isEmpty() ? Path.of(System.getProperty("user.home", "/tmp"), ".cache") : Path.of(shared);
        return new Cache(caches.toAbsolutePath().resolve("tessera").resolve("mysql"));
    }

    public Path entry(String name) {
        return folder.resolve(name);
    }

    /** The entry, filled first if it isn't there: in a folder beside it, renamed when done. */
    public Path entry(String name, Consumer<Path> fill) {
        Path entry = entry(name);
        return Files.isDirectory(entry) ? entry : fillLocked(name, entry, fill);
    }

    private Path fillLocked(String name, Path entry, Consumer<Path> fill) {
        // A FileLock keeps other processes out, the monitor other threads of this one.
        synchronized (Cache.class) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = openLock(name);
                        @Nullable FileLock lock = channel.lock()) {
                    return Files.isDirectory(entry) ? entry : fill(name, entry, fill);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("can't write the cache " + folder, e);
            }
        }
    }

    private FileChannel openLock(String name) throws IOException {
        return FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private Path fill(String name, Path entry, Consumer<Path> fill) throws IOException {
        deletePartial(name);
        Path partial = Files.createTempDirectory(folder, name + PARTIAL);
        fill.accept(partial);
        return Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What an interrupted one left. A command of its may still be writing there: then the next one deletes it. */
    private void deletePartial(String name) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(name + PARTIAL))
                    .forEach(partial -> Processes.run(List.of("rm", "-rf", partial.toString())));
        }
    }
}

package dev.tessera.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temporary folders of this JVM, and folders in general. The one they all lie in is deleted as soon as the JVM is gone. Where nothing was
 * left that could do that, as after a crash of the machine, the next JVM does: its name tells whose it is.
 */
public final class Folders {
    private static final Pattern OWNED = Pattern.compile("tessera-testbed-(\\d+)-(\\d+)");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    private Folders() {}

    public static Path createTemporary(String name) {
        try {
            sweep();
            return Files.createDirectories(Owned.FOLDER.resolve(NUMBER.incrementAndGet() + "-" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void deleteTemporary(Path folder) {
        delete(folder);
        folder.resolveSibling("").toFile().delete(); // works for the last one only
    }

    private static void sweep() throws IOException {
        try (Stream<Path> entries = Files.list(TEMPORARY)) {
            entries.filter(Folders::isOrphan).forEach(Folders::delete);
        }
    }

    private static boolean isOrphan(Path folder) {
        Matcher name = OWNED.matcher(folder.getFileName().toString());
        return name.matches()
                && Files.isWritable(folder)
                && ProcessHandle.of(Long.parseLong(name.group(1)))
                        .filter(owner -> startOf(owner) == Long.parseLong(name.group(2)))
                        .isEmpty();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Copies a tree, sharing its blocks where the file system can. */
    public static void copy(Path source, Path target) {
        boolean gnu = System.getProperty("os.name", "").startsWith("Linux");
        List<String> command = gnu
                ? List.of("cp", "-R", "--reflink=auto", "--sparse=always", source.toString(), target.toString())
                : List.of("cp", "-R", source.toString(), target.toString());
        run(command);
    }

    public static void delete(Path folder) {
        run(List.of("rm", "-rf", folder.toString()));
    }

    private static void run(List<String> command) {
        Processes.ProcessAnswer answer = Processes.run(command, Duration.ofMinutes(5));
        if (!answer.succeeded()) {
            throw new TestbedException(
                    String.join(" ", command) + ": " + answer.output().strip());
        }
    }

    /** Made by the first that needs a temporary folder. */
    private static final class Owned {
        static final Path FOLDER = TEMPORARY.resolve(
                "tessera-testbed-" + ProcessHandle.current().pid() + "-" + startOf(ProcessHandle.current()));

        static {
            Supervised.deleteAtEnd(FOLDER);
        }

        private Owned() {}
    }
}

package dev.tessera.testbed.apt;

import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The distribution's mirror, as this machine's apt is configured to use it, and the suite to take MySQL from: Debian has
 * it in unstable only, Ubuntu in each release.
 */
record AptMirror(String uri, String options, String suite, String components) {
    static AptMirror ofThisMachine(Map<String, String> release) {
        return in(Path.of("/etc/apt"), release);
    }

    /**
     * Finds the mirror in a folder like /etc/apt.
     *
     * @throws TestbedException if this is no Debian or Ubuntu, or no source of apt is the distribution's own
     */
    static AptMirror in(Path apt, Map<String, String> release) {
        String id = release.getOrDefault("ID", "unknown");
        if (!Set.of("debian", "ubuntu").contains(id)) {
            throw new TestbedException("this is no Debian or Ubuntu but '" + id + "'");
        }
        return sources(apt).stream()
                .filter(source -> source.isOwn(release))
                .findFirst()
                .map(source -> source.mirror(id))
                .orElseThrow(() -> new TestbedException("no mirror of " + id + " among the sources in " + apt));
    }

    private static List<AptSource> sources(Path apt) {
        return Stream.concat(Stream.of(apt.resolve("sources.list")), list(apt.resolve("sources.list.d")))
                .filter(Files::isReadable)
                .flatMap(file -> AptSource.parse(file.getFileName().toString(), read(file)).stream())
                .toList();
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of a sources.list. */
    String line() {
        return "deb [" + options + "] " + uri + " " + suite + " " + components + "\n";
    }
}

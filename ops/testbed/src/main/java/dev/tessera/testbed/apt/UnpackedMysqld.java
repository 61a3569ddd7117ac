package dev.tessera.testbed.apt;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.Mysqld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mysqld in a folder of unpacked packages, run by the libc that came with it: the system's own may be older. */
final class UnpackedMysqld {
    private UnpackedMysqld() {}

    static Mysqld in(Path folder) {
        List<Path> libraries = libraries(folder);
        Path usr = folder.resolve("usr");
        return Mysqld.probe(
                List.of(
                        loader(libraries).toString(),
                        "--library-path",
                        libraries.stream().map(Path::toString).collect(Collectors.joining(":")),
                        usr.resolve("sbin/mysqld").toString()),
                List.of(
                        "--basedir=" + usr,
                        "--lc-messages-dir=" + usr.resolve("share/mysql"),
                        "--character-sets-dir=" + usr.resolve("share/mysql/charsets"),
                        "--plugin-dir=" + usr.resolve("lib/mysql/plugin")));
    }

    /** For example usr/lib/x86_64-linux-gnu; older releases have some packages in lib. */
    private static List<Path> libraries(Path folder) {
        return Stream.of("usr/lib", "lib")
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .flatMap(lib -> list(lib, ".*-linux-gnu.*|mysql"))
                .flatMap(lib -> lib.endsWith("mysql") ? list(lib, "private") : Stream.of(lib))
                .toList();
    }

    private static Path loader(List<Path> libraries) {
        return libraries.stream()
                .flatMap(library -> list(library, "ld-linux.*\\.so\\.\\d+"))
                .findFirst()
                .orElseThrow(() -> new TestbedException("no loader among the fetched packages"));
    }

    private static Stream<Path> list(Path folder, String pattern) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(pattern)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

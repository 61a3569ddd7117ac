package dev.tessera.testbed.server;

import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.TestbedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A mysqld that the machine's owner has installed: only the program is used, never its data or configuration. */
public final class LocalSource implements Source {
    private static final List<String> USUAL = List.of(
            "/usr/sbin",
            "/usr/local/sbin",
            "/usr/libexec",
            "/usr/local/mysql/bin",
            "/usr/local/bin",
            "/opt/mysql/bin",
            "/opt/homebrew/bin");

    private final String path;
    private final List<String> usual;
    private final Cache cache;

    public LocalSource(Map<String, String> environment, Cache cache) {
        this(environment.getOrDefault("PATH", ""), USUAL, cache);
    }

    LocalSource(String path, List<String> usual, Cache cache) {
        this.path = path;
        this.usual = usual;
        this.cache = cache;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String wayOut() {
        return "install MySQL " + MySqlVersion.OLDEST + " or newer, so that mysqld is on the PATH or in /usr/sbin"
                + " (MariaDB won't do)";
    }

    @Override
    public MySqlProvider find() {
        Path program = Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), usual.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "mysqld"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new TestbedException("no mysqld on the PATH or in " + String.join(", ", usual)));
        return new MysqldProvider(probe(program), cache);
    }

    private static Mysqld probe(Path program) {
        try {
            Path real = program.toRealPath();
            return Mysqld.probe(
                    command(real), List.of("--basedir=" + real.resolve("../..").normalize()));
        } catch (TestbedException | IOException e) {
            throw new TestbedException(program + ": " + e.getMessage(), e);
        }
    }

    /** Ubuntu's AppArmor profile keeps its mysqld out of every folder but its own; it goes by the program's path. */
    private static List<String> command(Path program) {
        boolean confined = Files.exists(Path.of("/etc/apparmor.d/usr.sbin.mysqld"));
        return Stream.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
                .filter(loader -> confined && Files.isExecutable(Path.of(loader)))
                .findFirst()
                .map(loader -> List.of(loader, program.toString()))
                .orElse(List.of(program.toString()));
    }
}

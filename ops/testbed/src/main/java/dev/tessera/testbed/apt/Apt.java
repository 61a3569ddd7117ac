package dev.tessera.testbed.apt;

import dev.tessera.testbed.process.Folders;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.process.Supervised;
import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** apt with a state of its own: it knows one mirror, believes that nothing is installed, and touches nothing outside. */
final class Apt {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final String SERVER = "mysql-server-core";

    private final Path folder;

    private Apt(Path folder) {
        this.folder = folder;
    }

    static Apt privately(Path folder, AptMirror mirror) {
        try {
            Files.createDirectories(folder.resolve("state/lists/partial"));
            Files.createDirectories(folder.resolve("cache/archives/partial"));
            Files.createFile(folder.resolve("state/status"));
            Files.writeString(folder.resolve("sources.list"), mirror.line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Apt(folder);
    }

    /** Fetches the server, the client programs and all they need down to libc, and unpacks them into a folder. */
    void unpackMySql(Path target) {
        run("apt-get", "update");
        String server = newestServer();
        String client = server.replace("server", "client");
        run("apt-get", "install", "-y", "--download-only", server, client);
        packages().forEach(file -> ask(List.of("dpkg-deb", "-x", file.toString(), target.toString())));
        Stream.of("doc", "man", "locale", "perl", "info")
                .forEach(unread -> Folders.delete(target.resolve("usr/share/" + unread)));
    }

    /** Debian has one package, Ubuntu one for each series: mysql-server-core-8.0. */
    private String newestServer() {
        return ask(command("apt-cache", "search", "--names-only", "^" + SERVER + "(-[0-9.]+)?$"))
                .lines()
                .map(line -> line.replaceFirst(" .*", ""))
                .max(Apt::bySeries)
                .orElseThrow(() -> new TestbedException("the mirror has no package " + SERVER));
    }

    /** The one without a series is the newest. */
    private static int bySeries(String one, String other) {
        boolean plain = one.equals(SERVER) || other.equals(SERVER);
        return plain
                ? Boolean.compare(one.equals(SERVER), other.equals(SERVER))
                : Double.compare(series(one), series(other));
    }

    private static double series(String name) {
        return Double.parseDouble(name.substring(SERVER.length() + 1));
    }

    private List<Path> packages() {
        try (Stream<Path> files = Files.list(folder.resolve("cache/archives"))) {
            return files.filter(file -> file.toString().endsWith(".deb")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String program, String... arguments) {
        Supervised.runToEnd(command(program, arguments), folder.resolve("apt.log"), TIMEOUT);
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-q"));
        Stream.of(
                        "Dir::State=" + folder.resolve("state"),
                        "Dir::State::status=" + folder.resolve("state/status"),
                        "Dir::Cache=" + folder.resolve("cache"),
                        "Dir::Etc::sourcelist=" + folder.resolve("sources.list"),
                        "Dir::Etc::sourceparts=/dev/null",
                        "Dir::Etc::preferences=/dev/null",
                        "Dir::Etc::preferencesparts=/dev/null",
                        "APT::Install-Recommends=0",
                        "APT::Sandbox::User=root",
                        "APT::Update::Error-Mode=any",
                        "Acquire::Retries=3")
                .forEach(option -> command.addAll(List.of("-o", option)));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String ask(List<String> command) {
        Processes.ProcessAnswer answer = Processes.run(command);
        if (!answer.succeeded()) {
            throw new TestbedException(
                    command.get(0) + " failed:\n" + answer.output().strip());
        }
        return answer.output();
    }
}

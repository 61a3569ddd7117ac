package dev.tessera.testbed.server;

import dev.tessera.testbed.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mysqld that can be run on this machine.
 *
 * @param command the program, behind a loader if it needs one
 * @param home options that tell it where its own files are
 */
public record Mysqld(MySqlVersion version, List<String> command, List<String> home) {
    public Mysqld {
        command = List.copyOf(command);
        home = List.copyOf(home);
    }

    /** Asks the program for its version, and refuses what isn't MySQL or is too old. */
    public static Mysqld probe(List<String> command, List<String> home) {
        List<String> question = new ArrayList<>(command);
        question.add("--version");
        return new Mysqld(MySqlVersion.parse(Processes.run(question).output()), command, home);
    }

    List<String> commandLine(Path data, List<String> arguments) {
        List<String> line = new ArrayList<>(command);
        line.add("--no-defaults"); // only understood in first place
        line.addAll(home);
        if ("root".equals(System.getProperty("user.name"))) {
            line.add("--user=root");
        }
        line.add("--datadir=" + data);
        line.addAll(arguments);
        return line;
    }

    /** Another program of the same packages, behind the same loader; empty when it isn't there. */
    Optional<List<String>> beside(String program) {
        Path self = Path.of(command.get(command.size() - 1));
        return Stream.of(self.resolveSibling(program), self.resolveSibling("../bin/" + program))
                .map(Path::normalize)
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> Stream.concat(
                                command.subList(0, command.size() - 1).stream(), Stream.of(found.toString()))
                        .toList());
    }
}

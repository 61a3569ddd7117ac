package dev.tessera.shardconfig;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that can't be used. The message holds every problem, one a line, in the order of the file. */
public final class InvalidClusterConfigException extends TesseraException {
    private final List<ConfigProblem> problems;

    public InvalidClusterConfigException(String file, List<ConfigProblem> problems) {
        super(problems.stream().map(problem -> problem.in(file)).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}

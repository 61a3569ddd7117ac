package dev.tessera.shardconfig.internal.yaml;

import dev.tessera.shardconfig.ConfigProblem;
import dev.tessera.shardconfig.InvalidClusterConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the problems of one file, so that all are reported together. */
public final class ConfigProblems {
    private final String file;
    private final List<ConfigProblem> problems = new ArrayList<>();

    public ConfigProblems(String file) {
        this.file = file;
    }

    public void add(Node node, String path, String message) {
        add(lineOf(node), path.isEmpty() ? message : path + ": " + message);
    }

    public void add(int line, String message) {
        problems.add(new ConfigProblem(line, message));
    }

    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    public InvalidClusterConfigException exception() {
        List<ConfigProblem> inOrder = problems.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line))
                .toList();
        return new InvalidClusterConfigException(file, inOrder);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}

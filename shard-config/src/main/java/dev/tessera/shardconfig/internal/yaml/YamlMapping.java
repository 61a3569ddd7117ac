package dev.tessera.shardconfig.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file, read key by key. Nothing is thrown: every problem is collected with its line, and its value reads as empty.
 * Keys that were not read are unknown: {@link #refuseOtherKeys} reports them.
 */
public final class YamlMapping {
    private final MappingNode node;
    private final String path;
    private final ConfigProblems problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    YamlMapping(MappingNode node, String path, ConfigProblems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        node.getValue().forEach(this::addEntry);
    }

    private void addEntry(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(tuple.getKeyNode(), path, "a key is plain text");
        } else if (entries.putIfAbsent(key.getValue(), tuple) != null) {
            problems.add(key, pathOf(key.getValue()), "stands here twice");
        }
    }

    public <T> Optional<T> required(String key, YamlScalar<T> scalar) {
        requirePresent(key);
        return optional(key, scalar);
    }

    public <T> Optional<T> optional(String key, YamlScalar<T> scalar) {
        return value(key).flatMap(value -> read(value, pathOf(key), scalar));
    }

    /** A list of scalars; empty when it isn't there. */
    public <T> List<T> list(String key, YamlScalar<T> scalar) {
        List<T> values = new ArrayList<>();
        items(key).forEach((itemPath, item) -> read(item, itemPath, scalar).ifPresent(values::add));
        return values;
    }

    public Optional<YamlMapping> requiredMapping(String key) {
        requirePresent(key);
        return optionalMapping(key);
    }

    public Optional<YamlMapping> optionalMapping(String key) {
        return value(key).flatMap(value -> mapping(value, pathOf(key)));
    }

    /** The mappings under keys that the file chooses, in its order. */
    public Map<String, YamlMapping> everyMapping() {
        Map<String, YamlMapping> mappings = new LinkedHashMap<>();
        entries.keySet().forEach(key -> optionalMapping(key).ifPresent(mapping -> mappings.put(key, mapping)));
        return mappings;
    }

    /** A list, of one item at least, whose items are mappings. */
    public List<YamlMapping> requiredMappings(String key) {
        requirePresent(key);
        Map<String, Node> items = items(key);
        if (items.isEmpty() && value(key).filter(SequenceNode.class::isInstance).isPresent()) {
            problem(key, "is empty");
        }
        List<YamlMapping> mappings = new ArrayList<>();
        items.forEach((itemPath, item) -> mapping(item, itemPath).ifPresent(mappings::add));
        return mappings;
    }

    /** Reports a problem of a key's value, at its line; of a key that isn't there, at the mapping's line. */
    public void problem(String key, String message) {
        NodeTuple entry = entries.get(key);
        problems.add(entry == null ? node : entry.getKeyNode(), pathOf(key), message);
    }

    /** Reports a problem of the mapping as a whole. */
    public void problem(String message) {
        problems.add(node, path, message);
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public void refuseOtherKeys() {
        entries.keySet().stream()
                .filter(key -> !asked.contains(key))
                .forEach(key -> problem(key, "unknown key; known here: " + String.join(", ", asked)));
    }

    private void requirePresent(String key) {
        if (!has(key)) {
            problem(key, "is missing");
        }
    }

    private Optional<Node> value(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }

    private <T> Optional<T> read(Node value, String valuePath, YamlScalar<T> scalar) {
        try {
            return Optional.of(scalar.read(value));
        } catch (IllegalArgumentException e) {
            problems.add(value, valuePath, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<YamlMapping> mapping(Node value, String valuePath) {
        if (value instanceof MappingNode mapping) {
            return Optional.of(new YamlMapping(mapping, valuePath, problems));
        }
        problems.add(value, valuePath, "a mapping of keys to values is expected");
        return Optional.empty();
    }

    private Map<String, Node> items(String key) {
        Map<String, Node> items = new LinkedHashMap<>();
        value(key).ifPresent(value -> {
            if (value instanceof SequenceNode sequence) {
                sequence.getValue().forEach(item -> items.put(pathOf(key) + "[" + items.size() + "]", item));
            } else {
                problems.add(value, pathOf(key), "a list is expected");
            }
        });
        return items;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}

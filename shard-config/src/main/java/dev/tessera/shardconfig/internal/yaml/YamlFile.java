package dev.tessera.shardconfig.internal.yaml;

import dev.tessera.shardconfig.InvalidClusterConfigException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.UnicodeReader;

/** Opens one YAML file as a strict mapping. A file that can't be read is a problem like any other. */
public final class YamlFile {
    private YamlFile() {}

    /** @throws InvalidClusterConfigException when the file is missing, isn't YAML, or doesn't hold one mapping */
    public static YamlMapping read(Path file, ConfigProblems problems) {
        Node root = compose(file, problems);
        if (root instanceof MappingNode mapping) {
            return new YamlMapping(mapping, "", problems);
        }
        problems.add(root == null ? 0 : 1, "a mapping of keys to values is expected");
        throw problems.exception();
    }

    private static @Nullable Node compose(Path file, ConfigProblems problems) {
        try (UnicodeReader reader = new UnicodeReader(Files.newInputStream(file))) {
            return new Yaml(new LoaderOptions()).compose(reader);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(0, "not YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            problems.add(
                    0,
                    "there is no such file in "
                            + file.toAbsolutePath().normalize().getParent());
        } catch (CharacterCodingException e) {
            problems.add(0, "not UTF-8");
        } catch (IOException e) {
            problems.add(0, "can't be read: " + e.getMessage());
        }
        throw problems.exception();
    }
}

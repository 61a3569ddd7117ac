package dev.tessera.shardconfig.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Editors complete what the reader knows, and nothing else. JSON is YAML, so the schema is read as such. */
class GrowthPlanSchemaTest {
    private static final Path CLUSTERS = Path.of("clusters");

    @Test
    void everyGrowthPlan_namesTheSchemaInItsFirstLine() throws IOException {
        for (String cluster : List.of("quickstart", "production-example")) {
            Path file = CLUSTERS.resolve(cluster).resolve(GrowthPlanFile.NAME);
            assertThat(Files.readAllLines(file).get(0))
                    .isEqualTo("# yaml-language-server: $schema=../growth-plan.schema.json");
        }
    }

    @Test
    void keysOfTheSchema_areThoseThatTheReaderKnows(@TempDir Path folder) throws IOException {
        Map<?, ?> schema = schema();
        Map<?, ?> stage = at(schema, "properties", "stages", "items");
        Files.copy(CLUSTERS.resolve("quickstart/cluster.yml"), folder.resolve("cluster.yml"));
        Files.writeString(
                folder.resolve(GrowthPlanFile.NAME),
                """
                x: 1
                balance: {x: 1}
                capacity:
                  x: 1
                  default: {x: 1}
                stages:
                  - x: 1
                    when: {x: 1}
                """);

        assertThatThrownBy(() -> GrowthPlanFile.read(folder, ClusterConfigFile.read(folder)))
                .hasMessageContaining(": x: " + known(at(schema, "properties")))
                .hasMessageContaining(": balance.x: " + known(at(schema, "properties", "balance", "properties")))
                .hasMessageContaining(": capacity.x: " + known(at(schema, "properties", "capacity", "properties")))
                .hasMessageContaining(
                        ": capacity.default.x: " + known(at(schema, "definitions", "capacity", "properties")))
                .hasMessageContaining(": stages[0].x: " + known(at(stage, "properties")))
                .hasMessageContaining(": stages[0].when.x: " + known(at(stage, "properties", "when", "properties")));
    }

    private static Map<?, ?> schema() throws IOException {
        return (Map<?, ?>) new Yaml().load(Files.readString(CLUSTERS.resolve("growth-plan.schema.json")));
    }

    private static Map<?, ?> at(Map<?, ?> node, String... path) {
        Map<?, ?> found = node;
        for (String key : path) {
            found = (Map<?, ?>) Objects.requireNonNull(found.get(key), key);
        }
        return found;
    }

    private static String known(Map<?, ?> properties) {
        TreeSet<String> keys = new TreeSet<>();
        properties.keySet().forEach(key -> keys.add(String.valueOf(key)));
        return "unknown key; known here: " + String.join(", ", keys);
    }
}

package dev.tessera.ops.move.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.migrations.definition.TableDefinition;
import dev.tessera.shardconfig.TesseraException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Definitions as they stand in the directory: {@code {"users_04352_04607": {"columns": ["`user_id`"], "clauses": ["`user_id` bigint NOT NULL"]}}}. */
final class DefinitionsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DefinitionsJson() {}

    static String print(BucketDefinition bucket) {
        ObjectNode root = JSON.createObjectNode();
        bucket.tables().forEach((name, table) -> {
            ObjectNode node = root.putObject(name);
            fill(node.putArray("columns"), table.columns());
            fill(node.putArray("clauses"), table.clauses());
        });
        return root.toString();
    }

    static BucketDefinition parse(String json) {
        try {
            SortedMap<String, TableDefinition> tables = new TreeMap<>();
            JSON.readTree(json)
                    .properties()
                    .forEach(field -> tables.put(
                            field.getKey(),
                            new TableDefinition(
                                    new TreeSet<>(texts(field.getValue().path("clauses"))),
                                    texts(field.getValue().path("columns")))));
            return new BucketDefinition(tables);
        } catch (JsonProcessingException e) {
            throw new TesseraException("the directory's definitions of a move can't be read", e);
        }
    }

    private static void fill(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}

package dev.tessera.ops.rebalance.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A plan as a JSON file, with each shard, bucket, split and move on a line of its own, so that a review shows differences. A file that was edited
 * by hand is refused.
 */
public final class PlanFile {
    private static final int FORMAT = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanFile() {}

    /** @throws TesseraException when the file can't be written */
    public static void write(SavedPlan plan, Path file) {
        try {
            Files.writeString(file, text(plan));
        } catch (IOException e) {
            throw new TesseraException(file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** @throws MoveRefusedException when it is no plan, or not as it was made */
    public static SavedPlan read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (root.path("format").asInt() != FORMAT) {
                throw new MoveRefusedException(
                        file + " is no plan of format " + FORMAT + "; make one with `shardctl plan`");
            }
            SavedPlan plan = plan(root);
            if (!plan.id().equals(root.path("id").asText())) {
                throw new MoveRefusedException(
                        file + " isn't what `shardctl plan` wrote: it was changed, or cut; make a new plan");
            }
            return plan;
        } catch (IOException e) {
            throw new MoveRefusedException(file + " can't be read as a plan: " + e.getMessage());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new MoveRefusedException(file + " is no plan: " + e.getMessage());
        }
    }

    static String text(SavedPlan plan) {
        ObjectNode content = content(plan);
        StringBuilder text = new StringBuilder("{\n");
        text.append("\"format\": ").append(FORMAT).append(",\n");
        text.append("\"id\": \"").append(plan.id()).append("\",\n");
        text.append("\"made_at\": \"").append(plan.madeAt()).append('"');
        content.properties().forEach(field -> {
            text.append(",\n\"").append(field.getKey()).append("\": ");
            text.append(field.getValue().isArray() ? lines(field.getValue()) : field.getValue());
        });
        return text.append("\n}\n").toString();
    }

    private static String lines(JsonNode array) {
        List<String> lines = new ArrayList<>();
        array.forEach(element -> lines.add("  " + element));
        return lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n]";
    }

    /** All that tells it from another plan. */
    static ObjectNode content(SavedPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("cluster", plan.cluster().value());
        root.put("asked", plan.asked());
        root.put("directory_version", plan.directoryVersion());
        root.put("tolerance", plan.tolerance().toString());
        root.put("lower_bound", plan.lowerBound());
        PlannedSplitJson.write(plan.splits(), root);
        ArrayNode moves = root.putArray("moves");
        for (int wave = 0; wave < plan.waves().size(); wave++) {
            for (BucketMove move : plan.waves().get(wave).moves()) {
                moves.addObject()
                        .put("wave", wave + 1)
                        .put("bucket", move.bucket().name())
                        .put("from", move.from().value())
                        .put("to", move.to().value())
                        .put("bytes", move.bytes());
            }
        }
        ArrayNode shards = root.putArray("shards");
        plan.shards().forEach(shard -> shards.add(node(shard)));
        ArrayNode buckets = root.putArray("buckets");
        plan.buckets().forEach(bucket -> buckets.addObject()
                .put("bucket", bucket.bucket().name())
                .put("shard", bucket.shard().value())
                .put("epoch", bucket.epoch())
                .put("bytes", bucket.load().bytes())
                .put("rows", bucket.load().rows())
                .put("writes_per_second", bucket.load().writesPerSecond()));
        return root;
    }

    private static ObjectNode node(PlannedShard shard) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("shard", shard.name().value())
                .put("role", shard.role().name().toLowerCase(Locale.ROOT))
                .put("weight", shard.capacity().weight())
                .put("headroom", shard.capacity().headroom().toString());
        for (Measure measure : Measure.values()) {
            shard.capacity().limit(measure).ifPresent(limit -> node.put(measure.key(), limit));
        }
        shard.capacity().bucketBytes().ifPresent(bytes -> node.put(ShardCapacity.BUCKET_BYTES, bytes));
        return node;
    }

    private static SavedPlan plan(JsonNode root) throws JsonProcessingException {
        List<PlannedBucket> buckets = list(root, "buckets", PlanFile::bucket);
        return new SavedPlan(
                new ClusterName(text(root, "cluster")),
                Instant.parse(text(root, "made_at")),
                text(root, "asked"),
                number(root, "directory_version"),
                Share.parse(text(root, "tolerance")),
                list(root, "shards", PlanFile::shard),
                buckets,
                PlannedSplitJson.read(root, buckets),
                waves(root),
                number(root, "lower_bound"));
    }

    private static List<Wave> waves(JsonNode root) {
        List<List<BucketMove>> waves = new ArrayList<>();
        root.path("moves").forEach(node -> {
            while (waves.size() < number(node, "wave")) {
                waves.add(new ArrayList<>());
            }
            waves.get((int) number(node, "wave") - 1)
                    .add(new BucketMove(
                            BucketId.parse(text(node, "bucket")),
                            new ShardName(text(node, "from")),
                            new ShardName(text(node, "to")),
                            number(node, "bytes")));
        });
        return waves.stream().map(Wave::new).toList();
    }

    private static PlannedShard shard(JsonNode node) {
        Map<Measure, Long> limits = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Optional.ofNullable(node.get(measure.key())).ifPresent(limit -> limits.put(measure, limit.asLong()));
        }
        return new PlannedShard(
                new ShardName(text(node, "shard")),
                new ShardCapacity(
                        limits,
                        Share.parse(text(node, "headroom")),
                        node.path("weight").asDouble(),
                        node.has(ShardCapacity.BUCKET_BYTES)
                                ? OptionalLong.of(number(node, ShardCapacity.BUCKET_BYTES))
                                : OptionalLong.empty()),
                Role.valueOf(text(node, "role").toUpperCase(Locale.ROOT)));
    }

    private static PlannedBucket bucket(JsonNode node) {
        return new PlannedBucket(
                BucketId.parse(text(node, "bucket")),
                new ShardName(text(node, "shard")),
                number(node, "epoch"),
                new Load(
                        number(node, "bytes"),
                        number(node, "rows"),
                        node.path("writes_per_second").asDouble()));
    }

    interface Reader<T> {
        T read(JsonNode node);
    }

    static <T> List<T> list(JsonNode root, String name, Reader<T> reader) {
        List<T> list = new ArrayList<>();
        root.path(name).forEach(node -> list.add(reader.read(node)));
        return list;
    }

    static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return node.get(name).asText();
    }

    static long number(JsonNode node, String name) {
        if (!node.path(name).canConvertToLong()) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return node.get(name).asLong();
    }
}

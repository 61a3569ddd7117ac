package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.internal.yaml.YamlMapping;
import dev.tessera.shardconfig.internal.yaml.YamlScalar;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the capacities of shards: {@code default}, and {@code shards} that differ from it. */
final class CapacityReader {
    /**
     * @param mappings where each exception stands
     * @param defaults where the standard stands; empty when it doesn't
     */
    record Capacities(
            Optional<ShardCapacity> standard,
            Map<ShardName, ShardCapacity> exceptions,
            Map<ShardName, YamlMapping> mappings,
            Optional<YamlMapping> defaults) {
        static final Capacities NONE = new Capacities(Optional.empty(), Map.of(), Map.of(), Optional.empty());

        ShardCapacity of(ShardName shard) {
            return exceptions.getOrDefault(shard, standard.orElse(ShardCapacity.UNLIMITED));
        }
    }

    private CapacityReader() {}

    static Capacities read(YamlMapping yaml) {
        Optional<YamlMapping> defaults = yaml.requiredMapping("default");
        defaults.filter(mapping -> !mapping.has(Measure.BYTES.key()))
                .ifPresent(mapping -> mapping.problem(Measure.BYTES.key(), "is missing"));
        Optional<ShardCapacity> standard = defaults.flatMap(mapping -> capacity(mapping, ShardCapacity.UNLIMITED));
        Map<ShardName, ShardCapacity> exceptions = new LinkedHashMap<>();
        Map<ShardName, YamlMapping> mappings = new LinkedHashMap<>();
        yaml.optionalMapping("shards").ifPresent(shards -> shards.everyMapping()
                .forEach((name, mapping) -> shardName(shards, name).ifPresent(shard -> {
                    mappings.put(shard, mapping);
                    capacity(mapping, standard.orElse(ShardCapacity.UNLIMITED))
                            .ifPresent(capacity -> exceptions.put(shard, capacity));
                })));
        yaml.refuseOtherKeys();
        return new Capacities(standard, exceptions, mappings, defaults);
    }

    private static Optional<ShardName> shardName(YamlMapping shards, String name) {
        try {
            return Optional.of(new ShardName(name));
        } catch (IllegalArgumentException e) {
            shards.problem(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What the mapping leaves out is as it is elsewhere. */
    private static Optional<ShardCapacity> capacity(YamlMapping yaml, ShardCapacity elsewhere) {
        Map<Measure, Long> limits = new EnumMap<>(Measure.class);
        limits.putAll(elsewhere.limits());
        for (Measure measure : Measure.values()) {
            yaml.optional(measure.key(), YamlScalar.textOrNumber(text -> Amounts.parse(measure, text)))
                    .ifPresent(limit -> limits.put(measure, limit));
        }
        Optional<ShardCapacity> headroom = yaml.optional(
                "headroom", YamlScalar.text(text -> new ShardCapacity(limits, Share.parse(text), elsewhere.weight())));
        ShardCapacity before =
                headroom.orElseGet(() -> new ShardCapacity(limits, elsewhere.headroom(), elsewhere.weight()));
        Optional<ShardCapacity> weighted = yaml.optional(
                "weight", YamlScalar.number().map(weight -> new ShardCapacity(limits, before.headroom(), weight)));
        ShardCapacity unsplit = weighted.orElse(before);
        Optional<ShardCapacity> split = yaml.optional(
                ShardCapacity.BUCKET_BYTES,
                YamlScalar.textOrNumber(text -> unsplit.withBucketBytes(Amounts.parse(Measure.BYTES, text))));
        yaml.refuseOtherKeys();
        return Optional.of(split.orElseGet(() -> asElsewhere(yaml, unsplit, elsewhere)));
    }

    /** A size that another shard has and this one is too small for is a problem of this one. */
    private static ShardCapacity asElsewhere(YamlMapping yaml, ShardCapacity capacity, ShardCapacity elsewhere) {
        if (elsewhere.bucketBytes().isEmpty() || yaml.has(ShardCapacity.BUCKET_BYTES)) {
            return capacity;
        }
        try {
            return capacity.withBucketBytes(elsewhere.bucketBytes().getAsLong());
        } catch (IllegalArgumentException e) {
            yaml.problem(ShardCapacity.BUCKET_BYTES, String.valueOf(e.getMessage()));
            return capacity;
        }
    }
}

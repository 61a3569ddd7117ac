package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.internal.yaml.UniqueValues;
import dev.tessera.shardconfig.internal.yaml.YamlMapping;
import dev.tessera.shardconfig.internal.yaml.YamlScalar;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads each stage separately. */
final class StageReader {
    /** A stage, and where it stands. */
    record ReadStage(YamlMapping yaml, Stage stage) {
        /** Reports a problem of what sets it off. */
        void triggerProblem(Measure measure, String message) {
            yaml.optionalMapping("when").ifPresent(when -> when.problem(measure.key(), message));
        }
    }

    private StageReader() {}

    static List<ReadStage> read(List<YamlMapping> mappings) {
        UniqueValues names = new UniqueValues("each stage needs a name of its own");
        return mappings.stream()
                .flatMap(yaml -> stage(yaml, names).stream().map(stage -> new ReadStage(yaml, stage)))
                .toList();
    }

    private static Optional<Stage> stage(YamlMapping yaml, UniqueValues names) {
        Optional<StageName> name = yaml.required("name", YamlScalar.text(StageName::new));
        List<ShardName> shards = shards(yaml, "shards");
        if (shards.isEmpty()) {
            yaml.problem("shards", yaml.has("shards") ? "names no shard" : "is missing");
        }
        List<ShardName> drains = shards(yaml, "drains");
        Optional<Integer> buckets =
                yaml.optional("buckets", YamlScalar.wholeNumber().map(StageReader::buckets));
        Optional<Trigger> when = yaml.optionalMapping("when").flatMap(StageReader::trigger);
        yaml.refuseOtherKeys();
        name.ifPresent(value -> names.add(yaml, "name", value));
        return name.filter(known -> !shards.isEmpty())
                .map(known -> new Stage(
                        known, shards, drains, buckets.map(OptionalInt::of).orElse(OptionalInt.empty()), when));
    }

    private static int buckets(int count) {
        if (count < 1 || count > SlotFunction.SLOTS) {
            throw new IllegalArgumentException(
                    "a cluster has 1 to " + SlotFunction.SLOTS + " buckets, one for each slot at most, not " + count);
        }
        return count;
    }

    private static List<ShardName> shards(YamlMapping yaml, String key) {
        UniqueValues unique = new UniqueValues("a stage has each shard once");
        List<ShardName> shards = yaml.list(key, YamlScalar.text(ShardNames::parse)).stream()
                .flatMap(List::stream)
                .toList();
        shards.forEach(shard -> unique.add(yaml, key, shard));
        return shards.stream().distinct().toList();
    }

    private static Optional<Trigger> trigger(YamlMapping yaml) {
        Map<Measure, Threshold> thresholds = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            yaml.optional(measure.key(), YamlScalar.textOrNumber(text -> Threshold.parse(measure, text)))
                    .ifPresent(threshold -> thresholds.put(measure, threshold));
        }
        Optional<LocalDate> date = yaml.optional("date", YamlScalar.date());
        boolean isEmpty =
                !yaml.has("date") && List.of(Measure.values()).stream().noneMatch(measure -> yaml.has(measure.key()));
        if (isEmpty) {
            yaml.problem("names nothing that sets the stage off: bytes, rows, writes_per_second or date");
        }
        yaml.refuseOtherKeys();
        return thresholds.isEmpty() && date.isEmpty() ? Optional.empty() : Optional.of(new Trigger(thresholds, date));
    }
}

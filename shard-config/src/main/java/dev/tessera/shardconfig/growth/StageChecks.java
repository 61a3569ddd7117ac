package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.CapacityReader.Capacities;
import dev.tessera.shardconfig.growth.StageReader.ReadStage;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The problems of a sequence of stages. */
final class StageChecks {
    private final List<ReadStage> stages;
    private final Capacities capacities;

    StageChecks(List<ReadStage> stages, Capacities capacities) {
        this.stages = stages;
        this.capacities = capacities;
    }

    void run() {
        if (stages.isEmpty()) {
            return;
        }
        first(stages.get(0));
        for (int index = 1; index < stages.size(); index++) {
            ReadStage before = stages.get(index - 1);
            ReadStage stage = stages.get(index);
            shards(before.stage(), stage);
            needed(stage, stages.subList(index + 1, stages.size()));
            trigger(before.stage(), stage);
        }
        dates();
    }

    private static void first(ReadStage stage) {
        if (stage.yaml().has("when")) {
            stage.yaml().problem("when", "the first stage is what there is to begin with; nothing sets it off");
        }
        if (!stage.stage().drains().isEmpty()) {
            stage.yaml().problem("drains", "the first stage comes after none whose shards could be drained");
        }
    }

    private static void shards(Stage before, ReadStage read) {
        Stage stage = read.stage();
        Set<ShardName> left = new HashSet<>(before.shards());
        stage.shards().forEach(left::remove);
        stage.drains().forEach(left::remove);
        if (!left.isEmpty()) {
            read.yaml()
                    .problem(
                            "shards",
                            "leaves out " + list(left) + " of stage " + before.name() + ", where buckets live; keep "
                                    + (left.size() == 1 ? "it" : "them") + ", or name "
                                    + (left.size() == 1 ? "it" : "them") + " under drains");
        }
        for (ShardName drained : stage.drains()) {
            if (stage.shards().contains(drained)) {
                read.yaml().problem("drains", drained + " is drained, and under shards as well; it can't be both");
            } else if (!before.shards().contains(drained)) {
                read.yaml()
                        .problem(
                                "drains",
                                drained + " holds nothing before: stage " + before.name() + " doesn't have it");
            }
        }
        if (stage.drains().isEmpty()
                && stage.buckets().equals(before.buckets())
                && new HashSet<>(before.shards()).equals(new HashSet<>(stage.shards()))) {
            read.yaml().problem("shards", "changes nothing: they are those of stage " + before.name());
        }
    }

    private static void needed(ReadStage read, List<ReadStage> later) {
        for (ShardName drained : read.stage().drains()) {
            later.stream()
                    .filter(other -> other.stage().shards().contains(drained))
                    .findFirst()
                    .ifPresent(other -> read.yaml()
                            .problem(
                                    "drains",
                                    drained + " is needed: stage "
                                            + other.stage().name()
                                            + " has it again; a shard that comes back needs another name"));
        }
    }

    private void trigger(Stage before, ReadStage read) {
        if (!read.yaml().has("when")) {
            read.yaml()
                    .problem("when", "is missing; say what sets the stage off: bytes, rows, writes_per_second or date");
        }
        Optional<Trigger> when = read.stage().when();
        when.ifPresent(trigger -> new TriggerCheck(before, read, trigger, capacities).run());
    }

    private void dates() {
        Optional<LocalDate> latest = Optional.empty();
        String owner = "";
        for (ReadStage read : stages) {
            Optional<LocalDate> date = read.stage().when().flatMap(Trigger::date);
            if (date.isPresent() && latest.isPresent() && date.get().isBefore(latest.get())) {
                read.yaml()
                        .problem(
                                "when",
                                date.get() + " is before " + latest.get() + ", the day of stage " + owner
                                        + "; stages come in order");
            }
            if (date.isPresent()) {
                latest = date;
                owner = read.stage().name().value();
            }
        }
    }

    static String list(Set<ShardName> shards) {
        return shards.stream().sorted().map(ShardName::value).collect(Collectors.joining(", "));
    }
}

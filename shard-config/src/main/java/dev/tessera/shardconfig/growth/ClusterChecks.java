package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.growth.CapacityReader.Capacities;
import dev.tessera.shardconfig.growth.StageReader.ReadStage;
import dev.tessera.shardconfig.internal.yaml.YamlMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Contradictions between a growth plan and the {@code cluster.yml} in the same folder. */
final class ClusterChecks {
    private final ClusterConfig cluster;
    private final List<ReadStage> stages;
    private final Capacities capacities;
    private final Set<ShardName> shards;

    ClusterChecks(ClusterConfig cluster, List<ReadStage> stages, Capacities capacities) {
        this.cluster = cluster;
        this.stages = stages;
        this.capacities = capacities;
        this.shards = cluster.shards().stream().map(ShardConfig::name).collect(Collectors.toCollection(TreeSet::new));
    }

    void run(YamlMapping yaml) {
        disks();
        unknownShards();
        buckets();
        if (!stages.isEmpty()) {
            present(yaml);
        }
    }

    private void disks() {
        Set<ShardName> small = new TreeSet<>();
        for (ShardConfig shard : cluster.shards()) {
            long bytes = capacities.of(shard.name()).limit(Measure.BYTES).orElse(0);
            if (shard.diskBytes().isPresent() && bytes > shard.diskBytes().get().bytes()) {
                small.add(shard.name());
            }
        }
        for (ShardName shard : small) {
            Optional<YamlMapping> own = Optional.ofNullable(
                            capacities.mappings().get(shard))
                    .filter(mapping -> mapping.has(Measure.BYTES.key()));
            own.or(capacities::defaults).ifPresent(mapping -> mapping.problem(Measure.BYTES.key(), noDisk(shard)));
        }
    }

    private String noDisk(ShardName shard) {
        DataSize disk = cluster.shard(shard).diskBytes().orElseThrow();
        long bytes = capacities.of(shard).limit(Measure.BYTES).orElseThrow();
        return new DataSize(bytes).readable() + " don't fit on the disk of " + shard + ", which has " + disk.readable()
                + " (disk_bytes in cluster.yml)";
    }

    private void unknownShards() {
        Set<ShardName> known = new HashSet<>(shards);
        stages.forEach(read -> known.addAll(read.stage().shards()));
        capacities.mappings().forEach((shard, mapping) -> {
            if (!known.contains(shard)) {
                mapping.problem("there is no shard " + shard + ": neither a stage nor cluster.yml has it");
            }
        });
    }

    /** Stages split buckets and never merge any, so their numbers don't fall. */
    private void buckets() {
        int before = cluster.buckets().count();
        String whose = "with which cluster.yml begins";
        for (ReadStage read : stages) {
            if (read.stage().buckets().isEmpty()) {
                continue;
            }
            int buckets = read.stage().buckets().getAsInt();
            int shards = read.stage().shards().size();
            if (buckets < before) {
                read.yaml()
                        .problem(
                                "buckets",
                                "are fewer than the " + before + " " + whose
                                        + "; a stage splits buckets and never merges any");
            } else if (buckets < shards) {
                read.yaml()
                        .problem(
                                "buckets",
                                buckets + " for " + shards + " shards; a shard without a bucket holds nothing");
            }
            before = Math.max(before, buckets);
            whose = "of stage " + read.stage().name();
        }
    }

    private void present(YamlMapping yaml) {
        int present = stages.size() - 1;
        while (present >= 0 && !shards.containsAll(stages.get(present).stage().shards())) {
            present--;
        }
        if (present < 0) {
            Set<ShardName> missing = new TreeSet<>(stages.get(0).stage().shards());
            missing.removeAll(shards);
            stages.get(0)
                    .yaml()
                    .problem(
                            "shards",
                            "cluster.yml has no " + StageChecks.list(missing) + "; the first stage is what there is");
            return;
        }
        Set<ShardName> homeless = new TreeSet<>(shards);
        stages.subList(present, stages.size())
                .forEach(read -> homeless.removeAll(read.stage().shards()));
        stages.subList(0, present + 1)
                .forEach(read -> homeless.removeAll(read.stage().drains()));
        if (!homeless.isEmpty()) {
            yaml.problem(
                    "stages",
                    "cluster.yml has " + StageChecks.list(homeless) + ", and no stage from "
                            + stages.get(present).stage().name() + " on does");
        }
    }
}

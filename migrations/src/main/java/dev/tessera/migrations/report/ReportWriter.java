package dev.tessera.migrations.report;

import dev.tessera.migrations.report.ClusterReport.BucketStatus;
import dev.tessera.migrations.report.ClusterReport.DirectoryStatus;
import dev.tessera.migrations.report.ClusterReport.Server;
import dev.tessera.migrations.report.ClusterReport.ShardStatus;
import dev.tessera.migrations.view.BucketVolume;
import dev.tessera.migrations.view.ClusterView;
import dev.tessera.migrations.view.DirectoryView.ClusterRow;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds a report from what was read. */
final class ReportWriter {
    private final ClusterConfig config;
    private final ClusterView view;
    private final Map<ShardName, SortedMap<BucketId, BucketVolume>> volumes;

    ReportWriter(ClusterConfig config, ClusterView view, Map<ShardName, SortedMap<BucketId, BucketVolume>> volumes) {
        this.config = config;
        this.view = view;
        this.volumes = volumes;
    }

    ClusterReport write(boolean directoryReachable, List<String> problems) {
        return new ClusterReport(
                config.name().value(),
                directory(directoryReachable),
                config.shards().stream().map(this::shard).toList(),
                view.directory().placements().values().stream()
                        .map(this::bucket)
                        .toList(),
                problems);
    }

    private DirectoryStatus directory(boolean reachable) {
        Optional<ClusterRow> cluster = view.directory().cluster();
        return new DirectoryStatus(
                config.directory().address(),
                reachable,
                cluster.map(ClusterRow::version).orElse(0L),
                view.directory().schemaVersion(),
                cluster.map(ClusterRow::schemaVersion).orElse(0));
    }

    private ShardStatus shard(ShardConfig shard) {
        Optional<ShardView> seen = Optional.ofNullable(view.shards().get(shard.name()));
        BucketVolume volume = volumes(shard.name()).values().stream().reduce(BucketVolume.NONE, BucketVolume::plus);
        return new ShardStatus(
                shard.name(),
                shard.address(),
                Optional.ofNullable(view.directory().states().get(shard.name())),
                seen.map(known -> new Server(known.serverVersion(), known.serverUuid(), known.schemaVersion())),
                seen.map(known -> known.liveTables().size()).orElse(0),
                volume.rows(),
                new DataSize(volume.bytes()));
    }

    private BucketStatus bucket(Placement placement) {
        Optional<ShardView> shard = Optional.ofNullable(view.shards().get(placement.shard()));
        BucketVolume volume = volumes(placement.shard()).getOrDefault(placement.bucket(), BucketVolume.NONE);
        return new BucketStatus(
                placement.bucket(),
                placement.shard(),
                placement.epoch(),
                placement.state(),
                shard.flatMap(seen -> Optional.ofNullable(seen.schemas().get(placement.bucket()))),
                shard.map(seen -> seen.tables(placement.bucket()).size()).orElse(0),
                volume.rows(),
                new DataSize(volume.bytes()));
    }

    private SortedMap<BucketId, BucketVolume> volumes(ShardName shard) {
        return volumes.getOrDefault(shard, new TreeMap<>());
    }
}

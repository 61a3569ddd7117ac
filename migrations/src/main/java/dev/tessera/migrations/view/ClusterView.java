package dev.tessera.migrations.view;

import dev.tessera.shardconfig.ShardName;
import java.util.Map;

/** The whole cluster at one moment, from which a plan is made. */
public record ClusterView(DirectoryView directory, Map<ShardName, ShardView> shards) {}

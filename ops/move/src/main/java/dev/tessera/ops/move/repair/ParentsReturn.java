package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Finds the reorganizations that a server which was promoted in place of another has not heard the end of: its children were never live there.
 * Their parents come back, and nobody goes on with the copy, whose drain may be cut.
 */
final class ParentsReturn {
    private final Cluster cluster;
    private final ClusterSurvey survey;
    private final ShardSurvey server;

    ParentsReturn(Cluster cluster, ClusterSurvey survey, ShardSurvey server) {
        this.cluster = cluster;
        this.survey = survey;
        this.server = server;
    }

    /** Switched by what the directory says, while no shard has or remembers any of their children at a later epoch. */
    List<Move> unheardOf() {
        return survey.moves().stream()
                .filter(move -> move.isReorganization() && move.phase() == MovePhase.SWITCHED)
                .filter(move -> move.target().equals(server.name()))
                .filter(move -> move.children().stream()
                        .allMatch(child -> survey.placements().containsKey(child)))
                .filter(move -> survey.shards().values().stream().noneMatch(shard -> lives(move, shard)))
                .filter(this::parentsStandHere)
                .toList();
    }

    private static boolean lives(Move move, ShardSurvey shard) {
        return move.children().stream()
                .anyMatch(child -> shard.live().keySet().stream().anyMatch(live -> live.equals(child))
                        || shard.homes().entrySet().stream()
                                .anyMatch(home -> home.getKey().overlaps(child) && home.getValue() > move.homeEpoch()));
    }

    private boolean parentsStandHere(Move move) {
        SortedMap<BucketId, SortedSet<String>> frozen =
                server.carried().getOrDefault(move.frozenSchema(), Collections.emptySortedMap());
        return move.parents().stream()
                .allMatch(parent -> server.live().containsKey(parent) || frozen.containsKey(parent));
    }

    /** Makes the parents of one live again that stand frozen. */
    void bringBack(Move move) {
        try (SqlSession session = cluster.server(server.name()).open()) {
            for (BucketId parent : move.parents()) {
                ServerLock.take(session, ServerLock.ofBucket(parent));
            }
            SortedSet<String> frozen = TablesOfBucket.in(session, move.frozenSchema(), move.parents());
            if (!frozen.isEmpty()) {
                session.execute(new TableRename(frozen, move.frozenSchema(), BucketTables.LIVE_SCHEMA).sql());
            }
            BucketRegistry registry = new BucketRegistry(session);
            move.parents().forEach(parent -> registry.schema(parent, move.schemaVersion()));
        }
    }
}

package dev.tessera.ops.move.repair;

import dev.tessera.migrations.ShardAccept;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes a server in that has come to a shard's address: a replica that was promoted, a backup that was restored. It may lack the last fences:
 * what lives elsewhere is renamed away before anybody is served there.
 */
final class ShardReconciler {
    private final Cluster cluster;
    private final Repairs repairs;

    ShardReconciler(Cluster cluster, Repairs repairs) {
        this.cluster = cluster;
        this.repairs = repairs;
    }

    /** @throws dev.tessera.shardconfig.TesseraException with what speaks against it; the server stays unserved */
    void reconcile(ShardName name) {
        clear(name);
        new ShardAccept(cluster.config(), cluster.operator()).run(name);
    }

    /** Renames away what lives elsewhere. */
    void clear(ShardName name) {
        ClusterSurvey survey = new Surveyor(cluster).survey();
        ShardSurvey server = seen(survey, name);
        refuseInCutover(survey, server);
        ParentsReturn parents = new ParentsReturn(cluster, survey, server);
        List<Move> undone = parents.unheardOf();
        if (!undone.isEmpty()) {
            undone.forEach(parents::bringBack);
            survey = new Surveyor(cluster).survey();
            server = seen(survey, name);
        }
        if (!survey.placements().keySet().containsAll(server.live().keySet())) {
            publishCover(survey, server, undone.stream().map(Move::moveId).toList());
            survey = new Surveyor(cluster).survey();
            server = seen(survey, name);
        }
        clear(survey, server);
    }

    private static ShardSurvey seen(ClusterSurvey survey, ShardName name) {
        return Optional.ofNullable(survey.shards().get(name))
                .orElseThrow(() -> new MoveRefusedException(
                        name + " can't be looked at: " + survey.unreachable().get(name)));
    }

    /** It has buckets that the directory doesn't know: by a split or a merge that one of them didn't hear of. */
    private void publishCover(ClusterSurvey survey, ShardSurvey server, List<Long> undone) {
        SlotCover cover = SlotCover.of(survey, Optional.of(server.name()));
        if (!cover.isWhole()) {
            throw new MoveRefusedException(server.name() + " stays unserved: " + String.join("; ", cover.gaps())
                    + "; a person decides which of them are right");
        }
        NavigableMap<BucketId, ShardName> homes = new TreeMap<>();
        cover.winners().forEach(winner -> homes.put(winner.bucket(), winner.shard()));
        repairs.publishCover(homes, undone);
        cover.losers().stream()
                .filter(loser -> loser.shard().equals(server.name()))
                .forEach(loser -> repairs.renameAway(loser.bucket(), loser.shard()));
    }

    private void clear(ClusterSurvey survey, ShardSurvey server) {
        NavigableMap<BucketId, ShardName> unpublished = new TreeMap<>();
        for (BucketId bucket : server.live().keySet()) {
            if (livesElsewhere(survey, server, bucket)) {
                repairs.renameAway(bucket, server.name());
            } else if (!isPublished(survey, server, bucket)) {
                unpublished.put(bucket, server.name());
            }
        }
        if (!unpublished.isEmpty()) {
            repairs.correct(new Repair.CorrectPlacements(unpublished));
        }
    }

    /**
     * A mover that took its fence on the former server may send the target's RENAME at any moment. Cutover recovery kills its sessions first;
     * then the home of the bucket is known.
     */
    private static void refuseInCutover(ClusterSurvey survey, ShardSurvey server) {
        for (BucketId bucket : server.live().keySet()) {
            survey.openMove(bucket)
                    .filter(move -> move.phase() == MovePhase.CUTOVER)
                    .ifPresent(move -> {
                        throw new MoveRefusedException(server.name() + " stays unserved while " + move.describe()
                                + " is in its cutover, which must be recovered first");
                    });
        }
    }

    private static boolean livesElsewhere(ClusterSurvey survey, ShardSurvey server, BucketId bucket) {
        return survey.homesOf(bucket).stream()
                .filter(shard -> !shard.name().equals(server.name()))
                .anyMatch(ShardSurvey::known);
    }

    private static boolean isPublished(ClusterSurvey survey, ShardSurvey server, BucketId bucket) {
        Optional<ShardName> published =
                Optional.ofNullable(survey.placements().get(bucket)).map(Placement::shard);
        if (published.equals(Optional.of(server.name()))) {
            return true;
        }
        published.ifPresent(elsewhere -> refuseWhenUnseen(survey, server, bucket, elsewhere));
        return false;
    }

    /** Whether the bucket lives elsewhere can't be known while the shard where it should live is away. */
    private static void refuseWhenUnseen(
            ClusterSurvey survey, ShardSurvey server, BucketId bucket, ShardName elsewhere) {
        if (survey.unreachable().containsKey(elsewhere)) {
            throw new MoveRefusedException("bucket " + bucket + " has live tables on " + server.name()
                    + " and should live on " + elsewhere + ", which can't be looked at; " + server.name()
                    + " stays unserved until it can");
        }
    }
}

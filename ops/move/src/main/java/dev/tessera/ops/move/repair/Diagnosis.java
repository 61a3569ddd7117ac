package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveState;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which rules a survey breaks. Pure. */
final class Diagnosis {
    /** Longer than a turn of each of many reverse replications. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    private final ClusterSurvey survey;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<BucketId> covered = new HashSet<>();

    private Diagnosis(ClusterSurvey survey) {
        this.survey = survey;
    }

    static List<Finding> of(ClusterSurvey survey) {
        Diagnosis diagnosis = new Diagnosis(survey);
        diagnosis.servers();
        diagnosis.moves();
        diagnosis.reverseReplications();
        diagnosis.cover();
        diagnosis.buckets();
        survey.shards().values().forEach(diagnosis::unknownBuckets);
        survey.shards().values().forEach(diagnosis::versions);
        diagnosis.leftovers();
        return diagnosis.findings;
    }

    private void servers() {
        survey.unreachable()
                .forEach((shard, why) ->
                        findings.add(Finding.forPeople("unreachable", shard + " can't be looked at: " + why)));
        survey.shards().values().stream()
                .filter(shard -> !shard.known())
                .forEach(shard -> findings.add(Finding.of(
                        "unknown-server",
                        "server " + shard.serverUuid() + " at the address of " + shard.name()
                                + " isn't known as it; nothing is served there",
                        new Repair.Reconcile(shard.name()))));
    }

    private void moves() {
        for (Move move : survey.moves()) {
            if (!move.isOpen() || move.leaseHolder().isPresent()) {
                continue;
            }
            if (move.phase() == MovePhase.CUTOVER) {
                cutover(move);
            } else if (move.state() == MoveState.INTERRUPTED) {
                findings.add(Finding.forPeople(
                                "interrupted-move",
                                move.describe() + " is " + move.phase().column()
                                        + ", and no process works at it; `shardctl move resume " + move.moveId()
                                        + "` or `shardctl move abort " + move.moveId() + "`")
                        .about(move.parents()));
            }
        }
    }

    /** A living mover that lost a server in its cutover has given the bucket back, and goes on by itself. */
    private void cutover(Move move) {
        boolean isGivenBack = move.parents().stream()
                .allMatch(parent -> Optional.ofNullable(survey.placements().get(parent))
                        .filter(placement -> placement.state() == PlacementState.LIVE)
                        .isPresent());
        if (move.claim().isEmpty() || !isGivenBack) {
            findings.add(Finding.of(
                            "abandoned-cutover",
                            move.describe() + " is in its cutover, and no process works at it",
                            Repair.RecoverCutover.of(move))
                    .about(move.parents()));
        }
    }

    /** Originals that grow old, though somebody may count on them. */
    private void reverseReplications() {
        for (ReverseReplication reverseReplication : survey.reverseReplications()) {
            String move = survey.move(reverseReplication.moveId())
                    .map(Move::describe)
                    .orElse("move " + reverseReplication.moveId() + " of bucket " + reverseReplication.bucket());
            if (reverseReplication.state() == ReverseReplicationState.BROKEN) {
                findings.add(Finding.forPeople(
                                "broken-reverse-replication",
                                move + " can't be reversed: "
                                        + reverseReplication.reason().orElse("the reason is unknown")
                                        + "; `shardctl move complete "
                                        + reverseReplication.moveId() + "` drops its originals")
                        .about(reverseReplication.bucket()));
            } else if (isLeftAlone(reverseReplication)) {
                findings.add(Finding.forPeople(
                                "unfollowed-reverse-replication",
                                move
                                        + " can be reversed, and no agent keeps its originals up to date: they are followed"
                                        + " again when one runs, as long as the new home has its binlogs"
                                        + reverseReplication
                                                .reason()
                                                .map(why -> "; " + why)
                                                .orElse(""))
                        .about(reverseReplication.bucket()));
            }
        }
    }

    /** Nobody follows while its mover still compares, or another move is under way. */
    private boolean isLeftAlone(ReverseReplication reverseReplication) {
        return reverseReplication.isOpen()
                && reverseReplication.holder().isEmpty()
                && reverseReplication.silence().compareTo(LEFT_ALONE) > 0
                && survey.openMove(reverseReplication.bucket()).isEmpty()
                && survey.move(reverseReplication.moveId())
                        .flatMap(Move::leaseHolder)
                        .isEmpty();
    }

    private void buckets() {
        survey.placements().values().stream()
                .filter(placement -> placement.state() != PlacementState.CREATING)
                .filter(placement -> !covered.contains(placement.bucket()))
                .filter(placement -> survey.openMove(placement.bucket())
                        .filter(move -> move.phase() == MovePhase.CUTOVER)
                        .isEmpty())
                .forEach(this::bucket);
    }

    /** A directory that doesn't know of a split or a merge, or knows of one that a shard hasn't: the live buckets are others. */
    private void cover() {
        List<BucketId> unknown = survey.shards().values().stream()
                .filter(ShardSurvey::known)
                .flatMap(shard -> shard.live().keySet().stream())
                .filter(bucket -> !survey.placements().containsKey(bucket))
                .filter(bucket -> !isUnderWay(bucket))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        SlotCover cover = SlotCover.of(survey, Optional.empty());
        NavigableMap<BucketId, ShardName> homes = new TreeMap<>();
        cover.winners().forEach(winner -> homes.put(winner.bucket(), winner.shard()));
        List<BucketId> instead = survey.placements().keySet().stream()
                .filter(bucket -> !homes.containsKey(bucket))
                .toList();
        if (!cover.isWhole()) {
            findings.add(Finding.forPeople(
                            "slots-without-home",
                            "the live buckets are not all slots once each, and nothing is changed: "
                                    + String.join("; ", cover.gaps()))
                    .about(unknown));
        } else if (!instead.isEmpty()) {
            findings.add(Finding.of(
                            "other-buckets",
                            "the directory publishes " + names(instead) + ", and live are in their place "
                                    + names(unknown),
                            new Repair.PublishCover(homes, instead))
                    .about(unknown)
                    .about(instead));
        }
        covered.addAll(instead);
        cover.losers().stream()
                .filter(loser -> unknown.contains(loser.bucket()) && cover.isWhole())
                .forEach(loser -> findings.add(Finding.of(
                                "two-homes",
                                "bucket " + loser.bucket() + " has live tables on " + loser.shard() + " (epoch "
                                        + loser.epoch() + "), and all its slots live at a later epoch",
                                new Repair.RenameAway(loser.bucket(), loser.shard()))
                        .about(loser.bucket())));
    }

    private boolean isUnderWay(BucketId bucket) {
        return survey.moves().stream()
                .anyMatch(move -> move.isOpen() && move.phase() == MovePhase.CUTOVER && move.concerns(bucket));
    }

    private static String names(List<BucketId> buckets) {
        return (buckets.size() == 1 ? "bucket " : "buckets ")
                + buckets.stream().map(BucketId::name).collect(Collectors.joining(", "));
    }

    /** Whoever finds a live table has found all rows of its slots, whatever the directory says. */
    private void unknownBuckets(ShardSurvey shard) {
        shard.live().keySet().stream()
                .filter(bucket -> !survey.placements().containsKey(bucket))
                .filter(bucket -> !isUnderWay(bucket))
                .filter(bucket -> findings.stream()
                        .noneMatch(finding -> finding.repair().isPresent()
                                && finding.buckets().contains(bucket)))
                .forEach(bucket -> unknownBucket(shard, bucket));
    }

    private void unknownBucket(ShardSurvey shard, BucketId bucket) {
        List<Placement> published = survey.placements().values().stream()
                .filter(placement -> placement.bucket().overlaps(bucket))
                .toList();
        String where = published.isEmpty()
                ? "it has none of these slots in any bucket"
                : published.stream()
                        .map(placement -> "bucket " + placement.bucket() + " on " + placement.shard())
                        .collect(Collectors.joining(", ", "it has these slots in ", ""));
        findings.add(Finding.forPeople(
                        "unknown-bucket",
                        shard.name() + " has live tables of bucket " + bucket + ", which the directory doesn't know: "
                                + where)
                .about(bucket)
                .about(published.stream().map(Placement::bucket).toList()));
    }

    private void bucket(Placement placement) {
        List<ShardSurvey> homes = survey.homesOf(placement.bucket());
        if (homes.size() > 1) {
            twoHomes(placement.bucket(), homes);
        } else if (homes.isEmpty()) {
            noHome(placement);
        } else if (!homes.get(0).name().equals(placement.shard())) {
            elsewhere(placement, homes.get(0));
        } else if (epoch(homes.get(0), placement.bucket()) > placement.epoch()) {
            oldEpoch(placement, homes.get(0));
        } else if (placement.state() == PlacementState.CUTOVER) {
            findings.add(Finding.of(
                            "orphaned-cutover",
                            "bucket " + placement.bucket() + " is published as in a cutover, and no move is in one",
                            new Repair.EndCutover(placement.bucket()))
                    .about(placement.bucket()));
        }
    }

    /** A directory that was restored: routers that heard of a later epoch take no smaller one. */
    private void oldEpoch(Placement placement, ShardSurvey home) {
        String text = "bucket " + placement.bucket() + " lives on " + home.name() + " since epoch "
                + epoch(home, placement.bucket()) + ", and the directory publishes epoch " + placement.epoch();
        Finding finding = home.known()
                ? Finding.of("old-epoch", text, Repair.CorrectPlacements.of(placement.bucket(), home.name()))
                : Finding.forPeople("old-epoch", text + "; that server isn't known yet");
        findings.add(finding.about(placement.bucket()));
    }

    /** The home with the highest epoch is the one that was reached last. */
    private void twoHomes(BucketId bucket, List<ShardSurvey> homes) {
        List<ShardSurvey> byEpoch = homes.stream()
                .sorted(Comparator.comparingLong((ShardSurvey shard) -> epoch(shard, bucket))
                        .reversed())
                .toList();
        String text = "bucket " + bucket + " has live tables on "
                + byEpoch.stream()
                        .map(shard -> shard.name() + " (epoch " + epoch(shard, bucket) + ")")
                        .collect(Collectors.joining(" and "));
        boolean undecided = epoch(byEpoch.get(0), bucket) == epoch(byEpoch.get(1), bucket);
        Finding finding = undecided
                ? Finding.forPeople("two-homes", text)
                : Finding.of(
                        "two-homes",
                        text,
                        new Repair.RenameAway(
                                bucket, byEpoch.get(byEpoch.size() - 1).name()));
        findings.add(finding.about(bucket));
    }

    private static long epoch(ShardSurvey shard, BucketId bucket) {
        return shard.homes().getOrDefault(bucket, 0L);
    }

    private void noHome(Placement placement) {
        if (!survey.unreachable().isEmpty()) {
            return;
        }
        Optional<String> frozen = survey.shards().values().stream()
                .flatMap(shard -> shard.carried().entrySet().stream()
                        .filter(schema -> schema.getKey().startsWith("tessera_out_"))
                        .filter(schema -> schema.getValue().containsKey(placement.bucket()))
                        .map(schema -> schema.getKey() + " on " + shard.name()))
                .max(Comparator.comparingLong(place -> Leftover.number(place.substring(0, place.indexOf(' ')))));
        findings.add(Finding.forPeople(
                        "no-home",
                        "bucket " + placement.bucket() + " has live tables nowhere"
                                + frozen.map(place -> "; its newest originals stand frozen in " + place)
                                        .orElse(""))
                .about(placement.bucket()));
    }

    /** A live bucket whose version nobody knows can neither be migrated nor moved. Of one that is being made it isn't written down yet. */
    private void versions(ShardSurvey shard) {
        shard.live().keySet().stream()
                .filter(bucket -> !shard.schemas().contains(bucket))
                .filter(bucket -> Optional.ofNullable(survey.placements().get(bucket))
                        .filter(placement -> placement.state() == PlacementState.CREATING)
                        .isEmpty())
                .forEach(bucket -> findings.add(Finding.forPeople(
                                "no-schema-version",
                                "bucket " + bucket + " lives on " + shard.name()
                                        + ", and bucket_schema there doesn't say in which version")
                        .about(bucket)));
    }

    private void elsewhere(Placement placement, ShardSurvey home) {
        String text = "bucket " + placement.bucket() + " lives on " + home.name() + ", and the directory says "
                + placement.shard();
        Finding finding = home.known()
                ? Finding.of("wrong-placement", text, Repair.CorrectPlacements.of(placement.bucket(), home.name()))
                : Finding.forPeople("wrong-placement", text + "; that server isn't known yet");
        findings.add(finding.about(placement.bucket()));
    }

    /** What stands in a schema of a move that is over, or that nobody knows. */
    private void leftovers() {
        survey.shards().values().forEach(shard -> shard.carried()
                .forEach((schema, tables) -> Leftover.of(survey, schema)
                        .ifPresent(leftover -> findings.add(leftover(leftover, shard, tables.keySet())
                                .about(tables.keySet())
                                .about(leftover.move()
                                        .map(move -> (Set<BucketId>) move.parents())
                                        .orElse(Set.of()))))));
    }

    /** What would be refused isn't proposed. */
    private static Finding leftover(Leftover leftover, ShardSurvey shard, Set<BucketId> buckets) {
        String text = "schema " + leftover.schema() + " on " + shard.name() + " belongs to " + leftover.owner();
        Optional<String> stays = buckets.isEmpty() ? Optional.empty() : leftover.againstItsTables();
        return stays.map(why -> Finding.forPeople(
                        "leftover-schema", text + ", and has tables of buckets " + buckets + ": " + why))
                .orElseGet(() -> Finding.of(
                        "leftover-schema",
                        text + "; `shardctl doctor --execute --drop-leftovers` looks at it again and drops it",
                        new Repair.DropLeftover(shard.name(), leftover.schema())));
    }
}

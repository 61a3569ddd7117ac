package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.WayBack;
import dev.tessera.ops.move.journal.WayBackState;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which rules a survey breaks. Pure. */
final class Diagnosis {
    /** Longer than a turn of each of many ways back. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    private final ClusterSurvey survey;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(ClusterSurvey survey) {
        this.survey = survey;
    }

    static List<Finding> of(ClusterSurvey survey) {
        Diagnosis diagnosis = new Diagnosis(survey);
        diagnosis.servers();
        diagnosis.moves();
        diagnosis.waysBack();
        diagnosis.buckets();
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
            if (move.leaseHolder().isPresent() || !move.isOpen()) {
                continue;
            }
            if (move.phase() == MovePhase.CUTOVER) {
                findings.add(Finding.of(
                        "abandoned-cutover",
                        move.describe() + " is in its cutover, and nobody works at it",
                        new Repair.SettleCutover(move.moveId())));
            } else {
                findings.add(Finding.forPeople(
                        "interrupted-move",
                        move.describe() + " is " + move.phase().column()
                                + ", and nobody works at it; `shardctl move resume " + move.moveId()
                                + "` or `shardctl move abort " + move.moveId() + "`"));
            }
        }
    }

    /** Originals that grow old, though somebody may count on them. */
    private void waysBack() {
        for (WayBack wayBack : survey.waysBack()) {
            String move = "move " + wayBack.moveId() + " of bucket " + wayBack.bucket();
            if (wayBack.state() == WayBackState.BROKEN) {
                findings.add(Finding.forPeople(
                        "broken-way-back",
                        move + " can't be reversed: " + wayBack.reason().orElse("nobody knows why")
                                + "; `shardctl move complete " + wayBack.moveId() + "` drops its originals"));
            } else if (isLeftAlone(wayBack)) {
                findings.add(Finding.forPeople(
                        "unfollowed-way-back",
                        move
                                + " can be reversed, and no agent keeps its originals up to date: they are followed again when one"
                                + " runs, as long as the new home has its binlogs"
                                + wayBack.reason().map(why -> "; " + why).orElse("")));
            }
        }
    }

    private boolean isLeftAlone(WayBack wayBack) {
        return wayBack.isOpen()
                && wayBack.holder().isEmpty()
                && wayBack.silence().compareTo(LEFT_ALONE) > 0
                && survey.openMove(wayBack.bucket()).isEmpty();
    }

    private void buckets() {
        survey.placements().values().stream()
                .filter(placement -> placement.state() != PlacementState.CREATING)
                .filter(placement -> survey.openMove(placement.bucket())
                        .filter(move -> move.phase() == MovePhase.CUTOVER)
                        .isEmpty())
                .forEach(this::bucket);
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
                    new Repair.EndCutover(placement.bucket())));
        }
    }

    /** A directory that was restored: routers that heard of a later epoch take no smaller one. */
    private void oldEpoch(Placement placement, ShardSurvey home) {
        String text = "bucket " + placement.bucket() + " lives on " + home.name() + " since epoch "
                + epoch(home, placement.bucket()) + ", and the directory publishes epoch " + placement.epoch();
        findings.add(
                home.known()
                        ? Finding.of("old-epoch", text, Repair.CorrectPlacements.of(placement.bucket(), home.name()))
                        : Finding.forPeople("old-epoch", text + "; that server isn't known yet"));
    }

    /** The home with the highest epoch is the one that was reached last. */
    private void twoHomes(int bucket, List<ShardSurvey> homes) {
        List<ShardSurvey> byEpoch = homes.stream()
                .sorted(Comparator.comparingLong((ShardSurvey shard) -> epoch(shard, bucket))
                        .reversed())
                .toList();
        String text = "bucket " + bucket + " has live tables on "
                + byEpoch.stream()
                        .map(shard -> shard.name() + " (epoch " + epoch(shard, bucket) + ")")
                        .collect(Collectors.joining(" and "));
        boolean undecided = epoch(byEpoch.get(0), bucket) == epoch(byEpoch.get(1), bucket);
        findings.add(
                undecided
                        ? Finding.forPeople("two-homes", text)
                        : Finding.of(
                                "two-homes",
                                text,
                                new Repair.RenameAway(
                                        bucket, byEpoch.get(byEpoch.size() - 1).name())));
    }

    private static long epoch(ShardSurvey shard, int bucket) {
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
                .max(Comparator.comparingLong(place -> number(place.substring(0, place.indexOf(' ')))));
        findings.add(Finding.forPeople(
                "no-home",
                "bucket " + placement.bucket() + " has live tables nowhere"
                        + frozen.map(place -> "; its newest originals stand frozen in " + place)
                                .orElse("")));
    }

    /** A live bucket whose version nobody knows can neither be migrated nor moved. */
    private void versions(ShardSurvey shard) {
        shard.live().keySet().stream()
                .filter(bucket -> !shard.schemas().contains(bucket))
                .forEach(bucket -> findings.add(Finding.forPeople(
                        "no-schema-version",
                        "bucket " + bucket + " lives on " + shard.name()
                                + ", and bucket_schema there doesn't say in which version")));
    }

    private void elsewhere(Placement placement, ShardSurvey home) {
        String text = "bucket " + placement.bucket() + " lives on " + home.name() + ", and the directory says "
                + placement.shard();
        findings.add(
                home.known()
                        ? Finding.of(
                                "wrong-placement", text, Repair.CorrectPlacements.of(placement.bucket(), home.name()))
                        : Finding.forPeople("wrong-placement", text + "; that server isn't known yet"));
    }

    /** What stands in a schema of a move that is over, or that nobody knows. */
    private void leftovers() {
        survey.shards().values().forEach(shard -> shard.carried().keySet().forEach(schema -> {
            Optional<Move> move = survey.move(number(schema));
            boolean over = move.map(known -> known.phase().isTerminal()).orElse(true);
            if (over) {
                findings.add(Finding.forPeople(
                        "leftover-schema",
                        "schema " + schema + " on " + shard.name() + " belongs to "
                                + move.map(known -> known.describe() + ", which is "
                                                + known.phase().column())
                                        .orElse("no move that the directory knows")
                                + "; look at it, then drop it"));
            }
        }));
    }

    private static long number(String schema) {
        return Long.parseLong(schema.substring(schema.lastIndexOf('_') + 1));
    }
}

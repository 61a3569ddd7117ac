package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which buckets the directory should publish, by what is live: of each slot the live bucket of the highest epoch. It may be published when
 * these are all slots once each. A shard that can't be looked at keeps what is published, and so do slots whose cutover is under way. Pure.
 */
final class SlotCover {
    private final List<Placement> winners;
    private final List<Placement> losers;
    private final List<String> gaps;

    private SlotCover(List<Placement> winners, List<Placement> losers, List<String> gaps) {
        this.winners = List.copyOf(winners);
        this.losers = List.copyOf(losers);
        this.gaps = List.copyOf(gaps);
    }

    /** @param accepted a shard whose server is about to be accepted, beside those that are */
    static SlotCover of(ClusterSurvey survey, Optional<ShardName> accepted) {
        List<Placement> live = live(survey, accepted);
        @Nullable Placement[] best = new @Nullable Placement[SlotFunction.SLOTS];
        for (Placement candidate : live) {
            for (int slot = candidate.bucket().firstSlot();
                    slot <= candidate.bucket().lastSlot();
                    slot++) {
                Placement other = best[slot];
                best[slot] = other == null || other.epoch() < candidate.epoch() ? candidate : other;
            }
        }
        List<Placement> winners =
                live.stream().filter(candidate -> winsAll(candidate, best)).toList();
        return new SlotCover(winners, losers(live, best, winners), gaps(survey, best, winners));
    }

    /** What lives where, by servers that are accepted. */
    private static List<Placement> live(ClusterSurvey survey, Optional<ShardName> accepted) {
        List<BucketId> underWay = underWay(survey);
        List<Placement> live = new ArrayList<>();
        survey.placements().values().stream()
                .filter(placement -> survey.unreachable().containsKey(placement.shard())
                        || overlapsAny(placement.bucket(), underWay))
                .forEach(live::add);
        for (ShardSurvey shard : survey.shards().values()) {
            if (shard.known() || accepted.equals(Optional.of(shard.name()))) {
                shard.live().keySet().stream()
                        .filter(bucket -> !overlapsAny(bucket, underWay))
                        .forEach(bucket -> live.add(new Placement(
                                bucket, shard.name(), shard.homes().getOrDefault(bucket, 1L), PlacementState.LIVE)));
            }
        }
        return live;
    }

    private static List<BucketId> underWay(ClusterSurvey survey) {
        return survey.moves().stream()
                .filter(move -> move.isOpen() && move.phase() == MovePhase.CUTOVER)
                .map(Move::bucket)
                .toList();
    }

    private static boolean overlapsAny(BucketId bucket, Collection<BucketId> others) {
        return others.stream().anyMatch(bucket::overlaps);
    }

    private static boolean winsAll(Placement candidate, @Nullable Placement[] best) {
        return Arrays.stream(
                        best, candidate.bucket().firstSlot(), candidate.bucket().lastSlot() + 1)
                .allMatch(winner -> candidate.equals(winner));
    }

    /** Nothing of these is anybody's only home. */
    private static List<Placement> losers(List<Placement> live, @Nullable Placement[] best, List<Placement> winners) {
        Set<Placement> whole = new HashSet<>(winners);
        return live.stream()
                .filter(candidate -> !whole.contains(candidate))
                .filter(candidate -> Arrays.stream(
                                best,
                                candidate.bucket().firstSlot(),
                                candidate.bucket().lastSlot() + 1)
                        .allMatch(winner -> winner != null && whole.contains(winner)))
                .toList();
    }

    /** Ranges of published slots that no winner has, each with what is known of them. */
    private static List<String> gaps(ClusterSurvey survey, @Nullable Placement[] best, List<Placement> winners) {
        Set<Placement> whole = new HashSet<>(winners);
        BitSet published = published(survey);
        List<String> gaps = new ArrayList<>();
        int first = -1;
        for (int slot = 0; slot <= SlotFunction.SLOTS; slot++) {
            boolean gap = slot < SlotFunction.SLOTS
                    && published.get(slot)
                    && (best[slot] == null || !whole.contains(best[slot]));
            if (gap && first < 0) {
                first = slot;
            } else if (!gap && first >= 0) {
                gaps.add(describe(survey, new BucketId(first, slot - 1)));
                first = -1;
            }
        }
        return gaps;
    }

    private static BitSet published(ClusterSurvey survey) {
        BitSet published = new BitSet(SlotFunction.SLOTS);
        survey.placements().keySet().forEach(bucket -> published.set(bucket.firstSlot(), bucket.lastSlot() + 1));
        return published;
    }

    private static String describe(ClusterSurvey survey, BucketId range) {
        Set<String> places = new TreeSet<>();
        for (ShardSurvey shard : survey.shards().values()) {
            shard.live().keySet().stream()
                    .filter(range::overlaps)
                    .forEach(bucket -> places.add("live tables of " + bucket + " on " + shard.name() + " at epoch "
                            + shard.homes().getOrDefault(bucket, 0L)));
            shard.carried().forEach((schema, buckets) -> buckets.keySet().stream()
                    .filter(range::overlaps)
                    .forEach(bucket -> places.add(schema + " on " + shard.name() + ", which holds " + bucket)));
        }
        return "slots " + range.firstSlot() + " to " + range.lastSlot() + " have no home that is theirs alone"
                + (places.isEmpty()
                        ? ", and no shard that was looked at has them"
                        : places.stream().collect(Collectors.joining("; ", ": there are ", "")));
    }

    /** The winners are all slots once each. */
    boolean isWhole() {
        return gaps.isEmpty();
    }

    List<Placement> winners() {
        return winners;
    }

    /** Live buckets all of whose slots live elsewhere at a higher epoch. */
    List<Placement> losers() {
        return losers;
    }

    /** For people; empty when it is whole. */
    List<String> gaps() {
        return gaps;
    }
}

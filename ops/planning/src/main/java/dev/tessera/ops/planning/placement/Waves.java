package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides the moves of a plan so that no shard ever exceeds its limit, headroom included: in each wave everything may arrive before
 * anything has left. Small buckets come first, so that a problem with a server is found early.
 */
final class Waves {
    private final Layout layout;
    private final Load[] held;
    private final List<Wave> waves = new ArrayList<>();

    private Waves(Layout layout, Load[] held) {
        this.layout = layout;
        this.held = held;
    }

    /**
     * @param layout as it shall be
     * @param before what each shard holds now
     * @throws PlanRefusedException when there is no order in which everything has room
     */
    static List<Wave> of(Layout layout, Load[] before) {
        Waves order = new Waves(layout, Arrays.copyOf(before, before.length));
        List<Integer> left = IntStream.range(0, layout.buckets())
                .boxed()
                .filter(layout::isMoved)
                .sorted(Comparator.comparingLong(layout::bytesOf).thenComparing(Comparator.naturalOrder()))
                .toList();
        while (!left.isEmpty()) {
            List<Integer> wave = order.next(left);
            left = left.stream().filter(index -> !wave.contains(index)).toList();
        }
        return order.waves;
    }

    private List<Integer> next(List<Integer> left) {
        Load[] meanwhile = Arrays.copyOf(held, held.length);
        List<Integer> wave = new ArrayList<>();
        for (int index : left) {
            int target = layout.place(index);
            Load then = meanwhile[target].plus(layout.bucket(index).load());
            if (isWithin(target, then)) {
                meanwhile[target] = then;
                wave.add(index);
            }
        }
        if (wave.isEmpty()) {
            throw new PlanRefusedException(
                    "there is no room to get there: bucket "
                            + layout.bucket(left.get(0)).bucket() + " and " + (left.size() - 1)
                            + " others would have to leave before there is space for what is to arrive; add a shard, or raise a limit");
        }
        for (int index : wave) {
            meanwhile[layout.home(index)] =
                    minus(meanwhile[layout.home(index)], layout.bucket(index).load());
        }
        System.arraycopy(meanwhile, 0, held, 0, held.length);
        waves.add(new Wave(wave.stream().map(this::move).toList()));
        return wave;
    }

    private boolean isWithin(int shard, Load load) {
        return Arrays.stream(Measure.values())
                .allMatch(measure -> load.of(measure)
                        <= layout.shard(shard).capacity().limit(measure).orElse(Long.MAX_VALUE));
    }

    private static Load minus(Load load, Load other) {
        return new Load(
                load.bytes() - other.bytes(),
                load.rows() - other.rows(),
                Math.max(0, load.writesPerSecond() - other.writesPerSecond()));
    }

    private BucketMove move(int index) {
        return new BucketMove(
                layout.bucket(index).bucket(),
                layout.shard(layout.home(index)).name(),
                layout.shard(layout.place(index)).name(),
                layout.bytesOf(index));
    }
}

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
            left = left.stream().filter(bucket -> !wave.contains(bucket)).toList();
        }
        return order.waves;
    }

    private List<Integer> next(List<Integer> left) {
        Load[] meanwhile = Arrays.copyOf(held, held.length);
        List<Integer> wave = new ArrayList<>();
        for (int bucket : left) {
            int target = layout.place(bucket);
            Load then = meanwhile[target].plus(layout.bucket(bucket).load());
            if (isWithin(target, then)) {
                meanwhile[target] = then;
                wave.add(bucket);
            }
        }
        if (wave.isEmpty()) {
            throw new PlanRefusedException(
                    "there is no room to get there: bucket "
                            + layout.bucket(left.get(0)).bucket() + " and " + (left.size() - 1)
                            + " others would have to leave before there is space for what is to arrive; add a shard, or raise a limit");
        }
        for (int bucket : wave) {
            meanwhile[layout.home(bucket)] =
                    minus(meanwhile[layout.home(bucket)], layout.bucket(bucket).load());
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

    private BucketMove move(int bucket) {
        return new BucketMove(
                layout.bucket(bucket).bucket(),
                layout.shard(layout.home(bucket)).name(),
                layout.shard(layout.place(bucket)).name(),
                layout.bytesOf(bucket));
    }
}

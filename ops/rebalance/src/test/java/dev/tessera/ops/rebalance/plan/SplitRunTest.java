package dev.tessera.ops.rebalance.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is carried out for the splits of a plan, in which order, on a directory that is a set of buckets. */
class SplitRunTest {
    private static final List<String> ALL = List.of(
            "split 00000_08191 on shard-a into 4",
            "complete 00000_08191",
            "split 01365_04095 on shard-a into 2",
            "complete 01365_04095",
            "split 05461_08191 on shard-a into 2",
            "complete 05461_08191",
            "move 08192_16383 to shard-b",
            "split 08192_16383 on shard-b into 2",
            "complete 08192_16383");

    private final Set<BucketId> live = new TreeSet<>(List.of(SplitPlans.LARGE, SplitPlans.MOVED));
    private final List<String> done = new ArrayList<>();
    private final Recorder recorder = new Recorder();

    @Test
    void splitsAreMadeInOrder_eachStepCompletedBeforeTheNext_andAMoveBeforeItsSplit() throws InterruptedException {
        assertThat(run(true)).isTrue();
        assertThat(done).isEqualTo(ALL);
        assertThat(live)
                .extracting(BucketId::name)
                .containsExactly(
                        "00000_01364",
                        "01365_02729",
                        "02730_04095",
                        "04096_05460",
                        "05461_06825",
                        "06826_08191",
                        "08192_12287",
                        "12288_16383");
    }

    /** Killed after each act, the split or its completion: what is live says where to go on. */
    @Test
    void runThatWasStoppedAnywhere_goesOnWhereItWas() throws InterruptedException {
        for (int acts = 1; acts < ALL.size(); acts++) {
            live.clear();
            live.addAll(List.of(SplitPlans.LARGE, SplitPlans.MOVED));
            done.clear();
            recorder.left = acts;
            assertThatThrownBy(() -> run(true)).hasMessage("killed");
            List<String> before = List.copyOf(done);
            done.clear();
            recorder.left = Integer.MAX_VALUE;

            assertThat(run(true)).isTrue();

            List<String> splits = new ArrayList<>(before);
            splits.addAll(done);
            splits.removeIf(act -> !act.startsWith("split"));
            assertThat(splits)
                    .as("after " + before)
                    .isEqualTo(
                            ALL.stream().filter(act -> act.startsWith("split")).toList());
            assertThat(done)
                    .filteredOn(act -> act.startsWith("complete"))
                    .as("completed anew")
                    .hasSize(4);
            assertThat(live).hasSize(8);
        }
    }

    @Test
    void moveThatNeedsAPerson_endsTheRunBeforeItsSplit() throws InterruptedException {
        assertThat(run(false)).isFalse();
        assertThat(done).isEqualTo(ALL.subList(0, 7));
    }

    @Test
    void stepThatLeavesItsParentLive_endsTheRun() throws InterruptedException {
        recorder.splits = false;
        assertThat(run(true)).isFalse();
        assertThat(done).isEqualTo(ALL.subList(0, 1));
    }

    @Test
    void whatIsLeft_isReadOffTheLiveBuckets() {
        SplitProgress progress = new SplitProgress(List.of(
                new BucketId(0, 1364),
                new BucketId(1365, 4095),
                new BucketId(4096, 5460),
                new BucketId(5461, 6825),
                new BucketId(6826, 8191),
                SplitPlans.MOVED));
        assertThat(progress.left(SplitPlans.PLAN.splits()))
                .extracting(step -> step.round() + " " + step.parent())
                .containsExactly("2 01365_04095", "1 08192_16383");
        assertThat(progress.isWhole(SplitPlans.AT_HOME)).isFalse();
        assertThat(progress.isWhole(SplitPlans.ELSEWHERE)).isTrue();
    }

    private boolean run(boolean moves) throws InterruptedException {
        return new SplitRun(SplitPlans.PLAN, recorder, () -> live)
                .run(
                        move -> {
                            recorder.act("move " + move.bucket() + " to " + move.to());
                            return moves;
                        },
                        line -> {});
    }

    private final class Recorder implements SplitExecutor {
        private int left = Integer.MAX_VALUE;
        private boolean splits = true;

        void act(String act) {
            if (left-- == 0) {
                throw new TesseraException("killed");
            }
            done.add(act);
        }

        @Override
        public List<String> problems(SplitStep step, ShardName shard) {
            return List.of();
        }

        @Override
        public void split(SplitStep step, ShardName shard, String planId, Consumer<String> says) {
            act("split " + step.parent() + " on " + shard + " into "
                    + step.children().size());
            if (splits) {
                assertThat(planId).isEqualTo(SplitPlans.PLAN.id());
                assertThat(live.remove(step.parent())).isTrue();
                live.addAll(step.children());
            }
        }

        @Override
        public void complete(SplitStep step, ShardName shard, Consumer<String> says) {
            act("complete " + step.parent());
        }
    }
}

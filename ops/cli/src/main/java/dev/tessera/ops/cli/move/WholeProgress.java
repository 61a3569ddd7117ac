package dev.tessera.ops.cli.move;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** Says after each move how many buckets and bytes are through, and when all will be. Thread-safe. */
public final class WholeProgress implements MoveWatch {
    /** An empty bucket takes its time as well. */
    private static final long BYTES_OF_A_MOVE = 4L << 20;

    private final MoveWatch one;
    private final Map<BucketId, Long> sizes;
    private final int total;
    private final PrintWriter out;
    private final long startedAt = System.nanoTime();

    @GuardedBy("this") private int ended;

    @GuardedBy("this") private long bytes;

    /** @param sizes bytes of each bucket */
    public WholeProgress(MoveWatch one, Map<BucketId, Long> sizes, int total, PrintWriter out) {
        this.one = one;
        this.sizes = sizes;
        this.total = total;
        this.out = out;
    }

    @Override
    public MoveProgress begins(Move move) {
        return one.begins(move);
    }

    @Override
    public synchronized void ended(MoveOutcome outcome) {
        one.ended(outcome);
        ended++;
        bytes += sizes.getOrDefault(outcome.move().bucket(), 0L);
        if (ended < total) {
            out.println(line());
            out.flush();
        }
    }

    @GuardedBy("this") private String line() {
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        return ended + " of " + Count.of(total, "bucket") + ", " + new DataSize(bytes).readable() + " of "
                + new DataSize(all).readable() + "; about " + MovePlanText.words(left(all)) + " left";
    }

    @GuardedBy("this") private Duration left(long all) {
        double through = bytes + (double) ended * BYTES_OF_A_MOVE;
        double whole = all + (double) total * BYTES_OF_A_MOVE;
        long elapsed = System.nanoTime() - startedAt;
        return Duration.ofNanos((long) (elapsed * (whole - through) / through));
    }
}

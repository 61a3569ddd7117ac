package dev.tessera.testbed.workload.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every request of one client, in some 24 bytes each. One thread writes, any may read. */
public final class RequestLog {
    private static final int CHUNK = 4_096;

    private final Instant origin;
    private final long originNanos;

    @GuardedBy("this") private final List<Chunk> chunks = new ArrayList<>();

    @GuardedBy("this") private int last = CHUNK;

    public RequestLog(Instant origin, long originNanos) {
        this.origin = origin;
        this.originNanos = originNanos;
    }

    /** @return when the request began */
    synchronized Instant add(Call call, RequestOutcome outcome, long startNanos, long endNanos) {
        if (last == CHUNK) {
            chunks.add(new Chunk());
            last = 0;
        }
        long start = (startNanos - originNanos) / 1_000;
        chunks.get(chunks.size() - 1).set(last++, call, outcome, start, (endNanos - startNanos) / 1_000);
        return origin.plus(start, ChronoUnit.MICROS);
    }

    public synchronized long size() {
        return chunks.size() * (long) CHUNK - (CHUNK - last);
    }

    /** Those that overlap the window. Chunks outside it cost nothing. */
    synchronized Stream<Request> between(Instant from, Instant to) {
        int filled = last;
        int size = chunks.size();
        return IntStream.range(0, size)
                .filter(index -> chunk(index).overlaps(from, to))
                .boxed()
                .flatMap(index -> requests(chunk(index), index == size - 1 ? filled : CHUNK))
                .filter(request -> request.overlaps(from, to));
    }

    private synchronized Chunk chunk(int index) {
        return chunks.get(index);
    }

    private static Stream<Request> requests(Chunk chunk, int filled) {
        return IntStream.range(0, filled).mapToObj(chunk::get);
    }

    private final class Chunk {
        private final long[] starts = new long[CHUNK];
        private final int[] waits = new int[CHUNK];
        private final short[] slots = new short[CHUNK];
        private final short[] otherSlots = new short[CHUNK];
        private final RequestKind[] kinds = new RequestKind[CHUNK];
        private final RequestOutcome[] outcomes = new RequestOutcome[CHUNK];
        private volatile long lastEnd;

        void set(int index, Call call, RequestOutcome outcome, long start, long wait) {
            starts[index] = start;
            waits[index] = (int) Math.min(wait, Integer.MAX_VALUE);
            slots[index] = (short) call.slot();
            otherSlots[index] = (short) call.otherSlot();
            kinds[index] = call.kind();
            outcomes[index] = outcome;
            lastEnd = start + wait;
        }

        Request get(int index) {
            return new Request(
                    origin.plus(starts[index], ChronoUnit.MICROS),
                    Duration.of(waits[index], ChronoUnit.MICROS),
                    kinds[index],
                    outcomes[index],
                    slots[index],
                    otherSlots[index]);
        }

        boolean overlaps(Instant from, Instant to) {
            return origin.plus(starts[0], ChronoUnit.MICROS).isBefore(to)
                    && origin.plus(lastEnd, ChronoUnit.MICROS).isAfter(from);
        }
    }
}

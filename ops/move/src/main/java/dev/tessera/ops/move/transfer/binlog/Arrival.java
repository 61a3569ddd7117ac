package dev.tessera.ops.move.transfer.binlog;

import java.util.concurrent.CompletableFuture;

/** What comes out of the stream. */
public sealed interface Arrival {
    /** An event of the source's binlog. */
    record OfEvent(RawEvent event) implements Arrival {
        /** How many bytes of {@link dev.tessera.ops.move.transfer.spec.StreamMemory} it holds. */
        public long held() {
            return event.held();
        }
    }

    /**
     * The stream broke: what was received of an open transaction is void.
     *
     * @param resumeFrom to be completed with all that was received whole
     */
    record Broken(CompletableFuture<GtidSet> resumeFrom) implements Arrival {}
}

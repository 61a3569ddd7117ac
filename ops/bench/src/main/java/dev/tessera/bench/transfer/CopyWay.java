package dev.tessera.bench.transfer;

import dev.tessera.shardconfig.BucketId;
import java.io.IOException;

/** One of the ways to copy that are compared. */
interface CopyWay {
    /** Returns when every row is committed on the target. */
    void copy(TransferWork work) throws IOException, InterruptedException;

    /** Where it puts a bucket's tables on the target. */
    String schemaOn(TransferWork work, BucketId bucket);
}

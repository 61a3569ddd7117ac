package dev.tessera.model;

import dev.tessera.model.checker.Numbers;

/**
 * A shard. Of the bucket's tables it has one row, represented by its version; {@link #NONE} where the tables don't exist. In MySQL: the
 * schemas {@code tessera}, {@code tessera_in_N}, {@code tessera_out_N} and {@code tessera_registry}, and the binlog.
 */
final class ModelShard {
    static final int NONE = 200;
    /** The tables stand, without their row. */
    static final int EMPTY = 201;

    static final int NOBODY = 0;
    static final int NOTHING = 0;
    static final int FENCE = 1;
    static final int COPY_GOES_LIVE = 2;
    static final int ORIGINALS_GO_LIVE = 3;

    /** In the live schema. */
    int live = NONE;
    /** A copy that is being filled, and up to which event of the source it has everything. */
    int in = NONE;

    int inPosition;
    /** Frozen originals, and up to which event of the new home they have everything. */
    int out = NONE;

    int outPosition;
    /** A bit for each version that was written to the live tables here. */
    int binlog;

    int homeEpoch;
    /** False: its server_uuid isn't known, and no router serves anything there. */
    boolean accepted = true;
    /** Which mover may commit rows here, and which stream; by number, from 1. */
    int mover;

    int stream;
    /** A RENAME that was sent and not answered, and by whom. */
    int inFlight = NOTHING;

    int inFlightOf;

    /** The first event after a position; 0 when there is none. */
    int eventAfter(int position) {
        for (int version = position + 1; version < Integer.SIZE; version++) {
            if ((binlog >> version & 1) == 1) {
                return version;
            }
        }
        return 0;
    }

    /** What it has executed: its last event. */
    int executed() {
        return binlog == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(binlog);
    }

    boolean isLive() {
        return live != NONE;
    }

    boolean serves() {
        return isLive() && accepted;
    }

    void forgetInFlight() {
        inFlight = NOTHING;
        inFlightOf = NOBODY;
    }

    void write(Numbers numbers) {
        numbers.put(live)
                .put(in)
                .put(inPosition)
                .put(out)
                .put(outPosition)
                .put(binlog)
                .put(homeEpoch);
        numbers.put(accepted).put(mover).put(stream).put(inFlight).put(inFlightOf);
    }

    void read(Numbers numbers) {
        live = numbers.next();
        in = numbers.next();
        inPosition = numbers.next();
        out = numbers.next();
        outPosition = numbers.next();
        binlog = numbers.next();
        homeEpoch = numbers.next();
        accepted = numbers.flag();
        mover = numbers.next();
        stream = numbers.next();
        inFlight = numbers.next();
        inFlightOf = numbers.next();
    }
}

package dev.tessera.shardconfig;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An id that contains its slot, in 63 bits: 41 of milliseconds since 2025-01-01T00:00Z, 14 of slot, 8 that make it unique within the
 * millisecond. Ids of one slot sort by time. As text it is a decimal number.
 */
public record EntityId(long value) implements Comparable<EntityId> {
    /** 2025-01-01T00:00:00Z in milliseconds since 1970. */
    public static final long EPOCH_MILLIS = 1_735_689_600_000L;

    public static final int SLOT_BITS = 14;
    public static final int SEQUENCE_BITS = 8;
    /** The last moment that an id can hold, in milliseconds since {@link #EPOCH_MILLIS}: in September 2094. */
    public static final long MAX_MILLIS = (1L << 41) - 1;

    private static final int MILLIS_SHIFT = SLOT_BITS + SEQUENCE_BITS;
    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,18}");

    public EntityId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /**
     * @param millis since {@link #EPOCH_MILLIS}
     * @param slot 0 to 16383
     * @param sequence 0 to 255
     */
    public static EntityId of(long millis, int slot, int sequence) {
        requireRange("milliseconds", millis, MAX_MILLIS);
        requireRange("slot", slot, SLOT_MASK);
        requireRange("sequence", sequence, SEQUENCE_MASK);
        return new EntityId(millis << MILLIS_SHIFT | (long) slot << SEQUENCE_BITS | sequence);
    }

    /** @throws NumberFormatException unless the text is a positive decimal below 2^63, without sign or leading zero */
    public static EntityId parse(String decimal) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw notAnId();
        }
        try {
            return new EntityId(Long.parseLong(decimal));
        } catch (NumberFormatException e) {
            throw notAnId();
        }
    }

    public int slot() {
        return (int) (value >>> SEQUENCE_BITS & SLOT_MASK);
    }

    public int sequence() {
        return (int) (value & SEQUENCE_MASK);
    }

    public Instant time() {
        return Instant.ofEpochMilli(EPOCH_MILLIS + (value >>> MILLIS_SHIFT));
    }

    /** The smallest id of the same slot that is larger. */
    public EntityId successor() {
        return sequence() < SEQUENCE_MASK ? new EntityId(value + 1) : of((value >>> MILLIS_SHIFT) + 1, slot(), 0);
    }

    /**
     * An id of the same slot in the millisecond after this one's.
     *
     * @param sequence 0 to 255
     */
    public EntityId inNextMillisecond(int sequence) {
        return of((value >>> MILLIS_SHIFT) + 1, slot(), sequence);
    }

    @Override
    public int compareTo(EntityId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }

    private static NumberFormatException notAnId() {
        return new NumberFormatException("not an id: a decimal number from 1 to " + Long.MAX_VALUE + " is");
    }

    private static void requireRange(String what, long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is outside 0.." + max);
        }
    }
}

package dev.tessera.shardconfig;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/**
 * Maps a key to its slot: the low 64 bits of MurmurHash3 x64 128 (seed 0), unsigned, modulo 16,384. A key's slot never changes, in any
 * cluster. The only implementation: router, mover and checks all use it.
 */
public final class SlotFunction {
    /** Slots are numbered from 0 to {@code SLOTS - 1}. */
    public static final int SLOTS = 1 << EntityId.SLOT_BITS;

    private static final HashFunction MURMUR3 = Hashing.murmur3_128(0);

    private SlotFunction() {}

    public static int slotOf(ShardingKey key) {
        return slotOf(key.hashedBytes());
    }

    /** The slot, 0 to 16,383, of a key's canonical bytes. */
    public static int slotOf(byte[] key) {
        long hash = MURMUR3.hashBytes(key).asLong();
        return (int) Long.remainderUnsigned(hash, SLOTS);
    }

    /** @throws IllegalArgumentException unless there is such a slot */
    public static void requireSlot(int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("slot " + slot + " is outside 0.." + (SLOTS - 1));
        }
    }
}

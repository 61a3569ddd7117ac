package dev.tessera.shardconfig;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** MurmurHash3 x64 128, seed 0, written from its description: a second opinion on the one that decides where rows live. */
final class ReferenceMurmur3 {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private ReferenceMurmur3() {}

    static long low64(byte[] key) {
        long h1 = 0;
        long h2 = 0;
        int whole = key.length / 16 * 16;
        ByteBuffer blocks = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < whole; at += 16) {
            h1 ^= mixK1(blocks.getLong(at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixK2(blocks.getLong(at + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        ByteBuffer tail =
                ByteBuffer.wrap(Arrays.copyOfRange(key, whole, whole + 16)).order(ByteOrder.LITTLE_ENDIAN);
        h2 ^= mixK2(tail.getLong(8));
        h1 ^= mixK1(tail.getLong(0));
        h1 ^= key.length;
        h2 ^= key.length;
        h1 += h2;
        h2 += h1;
        return finish(h1) + finish(h2);
    }

    private static long mixK1(long k1) {
        return Long.rotateLeft(k1 * C1, 31) * C2;
    }

    private static long mixK2(long k2) {
        return Long.rotateLeft(k2 * C2, 33) * C1;
    }

    private static long finish(long h) {
        long mixed = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}

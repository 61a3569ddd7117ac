package dev.tessera.shardconfig;

import static dev.tessera.shardconfig.PublishedVectors.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotFunctionTest {
    @Test
    void reference_agreesWithPublishedHashes() {
        assertThat(ReferenceMurmur3.low64(new byte[0])).isZero();
        assertThat(ReferenceMurmur3.low64(ascii("hello"))).isEqualTo(0xcbd8a7b341bd9b02L);
        assertThat(ReferenceMurmur3.low64(ascii("The quick brown fox jumps over the lazy dog")))
                .isEqualTo(0xe34bbc7bbc071b6cL);
    }

    @Test
    void randomBytesOfEveryLength_hashAsTheReferenceSays() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] key = new byte[length];
            random.nextBytes(key);
            assertThat(SlotFunction.slotOf(key))
                    .isEqualTo((int) Long.remainderUnsigned(ReferenceMurmur3.low64(key), 16_384));
        }
    }

    @Test
    void handles_fallIntoThePublishedSlots() {
        List<String[]> vectors = PublishedVectors.ofKind("handle");
        assertThat(vectors).hasSizeGreaterThan(5);
        for (String[] vector : vectors) {
            assertVector(UserHandle.of(field(vector, 1)), vector, 2);
        }
    }

    @Test
    void threadKeys_fallIntoThePublishedSlots() {
        List<String[]> vectors = PublishedVectors.ofKind("thread");
        assertThat(vectors).hasSizeGreaterThan(3);
        for (String[] vector : vectors) {
            assertVector(ThreadKey.of(field(vector, 1), field(vector, 2)), vector, 3);
        }
    }

    @Test
    void handles_spreadEvenly() {
        InitialBuckets buckets = new InitialBuckets(64);
        int[] sizes = new int[64];
        for (int i = 0; i < 64_000; i++) {
            sizes[buckets.indexOf(SlotFunction.slotOf(UserHandle.of("user" + i)))]++;
        }
        // A thousand each, give or take five standard deviations of 31.
        assertThat(Arrays.stream(sizes)).allMatch(size -> size > 845 && size < 1155);
    }

    private static void assertVector(ShardingKey key, String[] vector, int at) {
        long hash = ReferenceMurmur3.low64(key.hashedBytes());
        String computed = "%s | %016x | %d"
                .formatted(HexFormat.of().formatHex(key.hashedBytes()), hash, SlotFunction.slotOf(key));
        String published = String.join(" | ", List.of(vector).subList(at, vector.length));
        assertThat(computed).isEqualTo(published);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

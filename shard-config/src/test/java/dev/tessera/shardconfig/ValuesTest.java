package dev.tessera.shardconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.cluster.InitialPlacement;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.placement.SlotMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void physicalTable_leadsBackToItsBucket() {
        for (BucketId bucket : new InitialBuckets(InitialBuckets.MAX).all()) {
            String table = BucketTables.physicalName("authored_comments", bucket);
            assertThat(BucketTables.bucketOf(table)).contains(bucket);
            assertThat(BucketTables.logicalName(table)).isEqualTo("authored_comments");
        }
        assertThat(BucketTables.physicalName("users", new BucketId(16_383, 16_383)))
                .isEqualTo("users_16383_16383");
        for (String other : new String[] {
            "comments",
            "comments_0017",
            "comments_00000_16384",
            "comments_00002_00001",
            "Comments_00000_01023",
            "bucket_schema"
        }) {
            assertThat(BucketTables.bucketOf(other)).as(other).isEmpty();
        }
    }

    @Test
    void initialBuckets_partitionTheSlots() {
        for (int count : new int[] {1, 3, 16, 1000, 4096}) {
            InitialBuckets buckets = new InitialBuckets(count);
            int next = 0;
            for (int index = 0; index < count; index++) {
                BucketId bucket = buckets.get(index);
                assertThat(bucket.firstSlot()).isEqualTo(next).isEqualTo(index * 16_384 / count);
                assertThat(buckets.holding(bucket.firstSlot())).isEqualTo(bucket);
                assertThat(buckets.indexOf(bucket.lastSlot())).isEqualTo(index);
                next = bucket.lastSlot() + 1;
            }
            assertThat(next).isEqualTo(16_384);
        }
        assertThatThrownBy(() -> new InitialBuckets(0)).hasMessage("a cluster begins with 1 to 4096 buckets, not 0");
        assertThatThrownBy(() -> new InitialBuckets(4097))
                .hasMessage("a cluster begins with 1 to 4096 buckets, not 4097");
    }

    @Test
    void bucketId_isItsName() {
        assertThat(BucketId.parse("00000_01023"))
                .isEqualTo(new BucketId(0, 1023))
                .hasToString("00000_01023");
        assertThat(new BucketId(0, 1023).overlaps(new BucketId(1023, 1023))).isTrue();
        assertThat(new BucketId(0, 1023).overlaps(new BucketId(1024, 2047))).isFalse();
        assertThatThrownBy(() -> new BucketId(5, 4)).hasMessage("slots 5 to 4 are no range");
        assertThatThrownBy(() -> new BucketId(0, 16_384)).hasMessage("slot 16384 is outside 0..16383");
        assertThatThrownBy(() -> BucketId.parse("17"))
                .hasMessage("'17' is not the name of a bucket, such as 00000_01023");
    }

    @Test
    void placements_partitionTheSlots() {
        Placement first = placement(0, 99);
        Placement second = placement(100, 16_383);
        SlotMap placements = SlotMap.of(List.of(second, first));
        assertThat(placements.all()).containsExactly(first, second);
        assertThat(placements.ofSlot(99)).isEqualTo(first);
        assertThat(placements.ofSlot(100)).isEqualTo(second);
        assertThatThrownBy(() -> SlotMap.of(List.of(first, placement(101, 16_383))))
                .hasMessageStartingWith("no bucket holds the slots 100 to 100");
        assertThatThrownBy(() -> SlotMap.of(List.of(first, placement(99, 16_383))))
                .hasMessage("bucket 00099_16383 overlaps the one before it");
        assertThatThrownBy(() -> SlotMap.of(List.of(first)))
                .hasMessageStartingWith("no bucket holds the slots 100 to 16383");
    }

    @Test
    void initialPlacement_differsByOneBucketAtMost() {
        for (int count : new int[] {1, 2, 3, 7, 16, 20}) {
            List<ShardName> shards = Stream.iterate('a', letter -> (char) (letter + 1))
                    .limit(count)
                    .map(letter -> new ShardName("shard-" + letter))
                    .toList();
            Map<ShardName, Integer> sizes = new HashMap<>();
            new InitialPlacement(new InitialBuckets(65), shards)
                    .homes()
                    .values()
                    .forEach(shard -> sizes.merge(shard, 1, Integer::sum));
            assertThat(sizes).hasSize(count);
            assertThat(sizes.values()).allMatch(size -> size == 65 / count || size == 65 / count + 1);
        }
    }

    @Test
    void dataSize_readsBytesAndBinaryUnits() {
        assertThat(DataSize.parse("1048576")).isEqualTo(DataSize.parse("1MiB"));
        assertThat(DataSize.parse("10GiB").bytes()).isEqualTo(10L << 30);
        assertThat(DataSize.parse("10GiB").readable()).isEqualTo("10.0 GiB");
        assertThat(new DataSize(1536).readable()).isEqualTo("1.5 KiB");
        assertThat(new DataSize(1023).readable()).isEqualTo("1023 B");
        assertThatThrownBy(() -> DataSize.parse("10GB"))
                .hasMessage("'10GB' is not a size: a whole number of bytes, or of KiB, MiB, GiB or TiB, is");
        assertThatThrownBy(() -> DataSize.parse("9000000TiB")).hasMessage("'9000000TiB' is more than 2^63 bytes");
    }

    @Test
    void serverAddress_readsNamesAndBothKindsOfNumbers() {
        assertThat(ServerAddress.parse("DB-1.example.com:3306")).isEqualTo(new ServerAddress("db-1.example.com", 3306));
        assertThat(ServerAddress.parse("[::1]:3306")).hasToString("[::1]:3306");
        assertThatThrownBy(() -> ServerAddress.parse("db")).hasMessage("'db' is not host:port");
        assertThatThrownBy(() -> ServerAddress.parse("db:70000")).hasMessage("port 70000 is outside 1..65535");
        assertThatThrownBy(() -> ServerAddress.parse("a b:1")).hasMessage("'a b' is not a host name or address");
    }

    @Test
    void placementState_goesToItsColumnAndBack() {
        for (PlacementState state : PlacementState.values()) {
            assertThat(PlacementState.ofColumn(state.column())).isEqualTo(state);
        }
        assertThat(PlacementState.LIVE.column()).isEqualTo("live");
    }

    private static Placement placement(int firstSlot, int lastSlot) {
        return new Placement(new BucketId(firstSlot, lastSlot), new ShardName("shard-a"), 1, PlacementState.LIVE);
    }
}

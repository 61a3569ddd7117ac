package dev.tessera.shardconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.cluster.InitialPlacement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void physicalTable_leadsBackToItsBucket() {
        for (int bucket = 0; bucket < BucketFunction.MAX_BUCKETS; bucket++) {
            assertThat(BucketTables.bucketOf(BucketTables.physicalName("authored_comments", bucket)))
                    .hasValue(bucket);
        }
        for (String other :
                new String[] {"comments", "comments_17", "comments_4096", "Comments_0017", "bucket_schema"}) {
            assertThat(BucketTables.bucketOf(other)).as(other).isEmpty();
        }
    }

    @Test
    void initialPlacement_differsByOneBucketAtMost() {
        for (int count : new int[] {1, 2, 3, 7, 16, 20}) {
            List<ShardName> shards = Stream.iterate('a', letter -> (char) (letter + 1))
                    .limit(count)
                    .map(letter -> new ShardName("shard-" + letter))
                    .toList();
            InitialPlacement placement = new InitialPlacement(65, shards);
            Map<ShardName, Integer> sizes = new HashMap<>();
            for (int bucket = 0; bucket < 65; bucket++) {
                sizes.merge(placement.shardOf(bucket), 1, Integer::sum);
            }
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
}

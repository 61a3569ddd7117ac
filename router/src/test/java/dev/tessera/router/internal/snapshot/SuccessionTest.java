package dev.tessera.router.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.router.PlacementSnapshot;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.placement.SlotMap;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final PlacementSnapshot KNOWN =
            snapshot(7, at(0, 4_095, 5), at(4_096, 8_191, 3), at(8_192, 16_383, 9));

    @Test
    void sameOrHigherEpochs_areBelieved_howeverTheBucketsAreDivided() {
        assertThat(Succession.doubt(KNOWN, KNOWN)).isEmpty();
        assertThat(Succession.doubt(KNOWN, snapshot(8, at(0, 8_191, 6), at(8_192, 8_192, 10), at(8_193, 16_383, 10))))
                .isEmpty();
        assertThat(Succession.doubt(KNOWN, snapshot(8, at(0, 16_383, 9)))).isEmpty();
    }

    @Test
    void slotWhoseEpochShrinks_isNamed() {
        assertThat(Succession.doubt(KNOWN, snapshot(8, at(0, 8_191, 4), at(8_192, 16_383, 9))))
                .contains(
                        "slot 0 went back from epoch 5 (bucket 00000_04095) to 4 (bucket 00000_08191) in its version 8:"
                                + " refused");
        assertThat(Succession.doubt(KNOWN, snapshot(8, at(0, 8_192, 8), at(8_193, 16_383, 10))))
                .contains(
                        "slot 8192 went back from epoch 9 (bucket 08192_16383) to 8 (bucket 00000_08192) in its version"
                                + " 8: refused");
        assertThat(Succession.doubt(KNOWN, snapshot(8, at(0, 4_095, 5), at(4_096, 16_382, 9), at(16_383, 16_383, 8))))
                .contains("slot 16383 went back from epoch 9 (bucket 08192_16383) to 8 (bucket 16383_16383) in its"
                        + " version 8: refused");
    }

    @Test
    void smallerVersion_isRefused() {
        assertThat(Succession.doubt(KNOWN, snapshot(6, at(0, 16_383, 9))))
                .contains("it went back from version 7 to 6: was it restored?");
    }

    private static Placement at(int first, int last, long epoch) {
        return new Placement(new BucketId(first, last), new ShardName("shard-a"), epoch, PlacementState.LIVE);
    }

    private static PlacementSnapshot snapshot(long version, Placement... placements) {
        return new PlacementSnapshot(
                "test", version, 1, Map.of(), Map.of(), Map.of(), SlotMap.of(Arrays.asList(placements)));
    }
}

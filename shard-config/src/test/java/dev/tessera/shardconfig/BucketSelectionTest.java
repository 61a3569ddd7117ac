package dev.tessera.shardconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BucketSelectionTest {
    private static final List<BucketId> LIVE = new InitialBuckets(16).all();

    @Test
    void slotsAndRanges_meanTheBucketsThatHoldThem() {
        assertThat(BucketSelection.parse("0-3", LIVE).buckets()).containsExactly(bucket(0));
        assertThat(BucketSelection.parse("1023-1024, 9000,16383,9001", LIVE).buckets())
                .containsExactly(bucket(0), bucket(1), bucket(8), bucket(15));
    }

    @Test
    void name_meansThatBucketAlone() {
        assertThat(BucketSelection.parse("01024_02047", LIVE).buckets()).containsExactly(bucket(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketSelection.parse("01024_02048", LIVE))
                .withMessage("there is no bucket 01024_02048; its slots are in [01024_02047, 02048_03071]");
    }

    @Test
    void slotBeyondTheLast_refusesTheWholeSelection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketSelection.parse("3,16000-16384", LIVE))
                .withMessage("there is no slot 16384: slots are 0 to 16383");
    }

    @Test
    void rangeThatEndsBeforeItBegins_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketSelection.parse("12-9", LIVE))
                .withMessage("range 12-9 ends before it begins");
    }

    @Test
    void whatIsNoNumber_isRefusedWithAnExample() {
        for (String text : new String[] {"", "a", "-1", "1-", "1--2", "1,,2", "123456", "0_1"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BucketSelection.parse(text, LIVE))
                    .withMessageEndingWith(
                            "is neither a slot (17), a range of slots (9-12) nor a bucket (00000_01023)");
        }
    }

    @Test
    void text_joinsNeighbours_andMeansTheSameBuckets() {
        TreeSet<BucketId> some = new TreeSet<>(List.of(bucket(0), bucket(1), bucket(3), bucket(15)));
        assertThat(BucketSelection.text(some)).isEqualTo("0-2047,3072-4095,15360-16383");
        assertThat(BucketSelection.parse(BucketSelection.text(some), LIVE).buckets())
                .isEqualTo(some);
        assertThat(BucketSelection.text(new TreeSet<>())).isEmpty();
    }

    private static BucketId bucket(int index) {
        return LIVE.get(index);
    }
}

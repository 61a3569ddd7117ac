package dev.tessera.shardconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BucketSelectionTest {
    @Test
    void bucketsAndRanges_areSortedAndNamedOnce() {
        assertThat(BucketSelection.parse("9-12, 3,5,10", 64).buckets()).containsExactly(3, 5, 9, 10, 11, 12);
    }

    @Test
    void bucketBeyondTheCluster_refusesTheWholeSelection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketSelection.parse("3,60-64", 64))
                .withMessage("there is no bucket 64: this cluster has 0 to 63");
    }

    @Test
    void rangeThatEndsBeforeItBegins_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketSelection.parse("12-9", 64))
                .withMessage("range 12-9 ends before it begins");
    }

    @Test
    void whatIsNoNumber_isRefusedWithAnExample() {
        for (String text : new String[] {"", "a", "-1", "1-", "1--2", "1,,2", "12345"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BucketSelection.parse(text, 64))
                    .withMessageEndingWith("is neither a bucket (17) nor a range (9-12)");
        }
    }
}

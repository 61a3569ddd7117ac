package dev.tessera.ops.move.transfer.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as MySQL 9.7 prints them. */
class GtidTextTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "3e11fa47-71ca-11e1-9e33-c80aa9429563";

    @Test
    void setsWithoutTags_areParsed() {
        assertThat(GtidSet.parse(A.toUpperCase(Locale.ROOT) + ":1-5:7,\n" + B + ":1"))
                .hasToString(A + ":1-5:7," + B + ":1");
        assertThat(GtidSet.parse("")).hasToString("");
        assertThat(GtidText.tags(A + ":1-5:7,\n" + B + ":1")).isEmpty();
    }

    @Test
    void tagBehindRunsWithoutOne_isSeen() {
        String text = A + ":1-538:541:a_tag:1:other:1-2:5,\n" + B + ":only:3";
        assertThat(GtidText.tags(text)).containsExactly(A + ":a_tag", A + ":other", B + ":only");
        assertThat(GtidText.tags(text.toUpperCase(Locale.ROOT)))
                .containsExactly(A + ":a_tag", A + ":other", B + ":only");
        assertThatThrownBy(() -> GtidSet.parse(text))
                .isInstanceOf(TransferFailedException.class)
                .hasMessage("GTIDs with tags can't be followed: " + A + ":a_tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                A,
                A + ":",
                A + ":0",
                A + ":5-1",
                A + ":1-2-3",
                A + ":tag",
                A + ":1:tag",
                A + ":tag:tag:1",
                A + ":1--2",
                A + ":99999999999999999999",
                A + ":1:9tag:1",
                "3e11fa47:1"
            })
    void whatIsNoSet_isRefused(String text) {
        assertThatThrownBy(() -> GtidText.tags(text))
                .isInstanceOf(TransferFailedException.class)
                .hasMessageEndingWith("is not a set of GTIDs");
    }
}

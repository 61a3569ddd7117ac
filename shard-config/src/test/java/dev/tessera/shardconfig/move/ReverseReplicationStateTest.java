package dev.tessera.shardconfig.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReverseReplicationStateTest {
    @Test
    void transitions_areTheseAndNoOthers() {
        assertThat(Arrays.stream(ReverseReplicationState.values())
                        .flatMap(from -> Arrays.stream(ReverseReplicationState.values())
                                .filter(from::canBecome)
                                .map(to -> from + " -> " + to)))
                .containsExactlyInAnyOrder(
                        "OPEN -> BROKEN",
                        "OPEN -> CLOSED",
                        "OPEN -> TAKEN",
                        "OPEN -> ENDED",
                        "BROKEN -> CLOSED",
                        "BROKEN -> TAKEN",
                        "BROKEN -> ENDED");
    }
}

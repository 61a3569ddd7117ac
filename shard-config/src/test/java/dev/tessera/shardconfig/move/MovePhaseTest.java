package dev.tessera.shardconfig.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovePhaseTest {
    @Test
    void transitions_areTheseAndNoOthers() {
        assertThat(Arrays.stream(MovePhase.values()).flatMap(from -> Arrays.stream(MovePhase.values())
                        .filter(from::canBecome)
                        .map(to -> from + " -> " + to)))
                .containsExactlyInAnyOrder(
                        "PLANNED -> COPYING",
                        "PLANNED -> CATCHING_UP",
                        "PLANNED -> ABORTED",
                        "COPYING -> CATCHING_UP",
                        "COPYING -> ABORTED",
                        "CATCHING_UP -> VERIFYING",
                        "CATCHING_UP -> ABORTED",
                        "VERIFYING -> CUTOVER",
                        "VERIFYING -> CATCHING_UP",
                        "VERIFYING -> ABORTED",
                        "CUTOVER -> SWITCHED",
                        "CUTOVER -> VERIFYING",
                        "CUTOVER -> ABORTED",
                        "SWITCHED -> DONE",
                        "SWITCHED -> REVERSED",
                        "SWITCHED -> UNDONE");
    }

    /** Reversed is what another move, of its own, makes of it; undone is what a promoted server does. */
    @Test
    void onceTheTargetIsHome_noPhaseOfTheMoveLeadsBackToTheSource() {
        for (MovePhase phase : List.of(MovePhase.SWITCHED, MovePhase.DONE)) {
            assertThat(Arrays.stream(MovePhase.values())
                            .filter(phase::canBecome)
                            .filter(next -> next != MovePhase.REVERSED && next != MovePhase.UNDONE))
                    .allMatch(next -> next.home() == MovePhase.Home.TARGET);
        }
    }

    @Test
    void endsAreDoneReversedUndoneAndAborted() {
        assertThat(Arrays.stream(MovePhase.values()).filter(MovePhase::isTerminal))
                .containsExactly(MovePhase.DONE, MovePhase.REVERSED, MovePhase.UNDONE, MovePhase.ABORTED);
    }
}

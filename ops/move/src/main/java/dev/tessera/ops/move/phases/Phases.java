package dev.tessera.ops.move.phases;

import dev.tessera.shardconfig.move.MovePhase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Which class does the work of which phase. */
final class Phases {
    private static final Map<MovePhase, Phase> ALL = new EnumMap<>(Map.of(
            MovePhase.PLANNED, new Planned(),
            MovePhase.COPYING, new Copying(),
            MovePhase.CATCHING_UP, new CatchingUp(),
            MovePhase.VERIFYING, new Verifying(),
            MovePhase.CUTOVER, new Cutover(),
            MovePhase.SWITCHED, new Switched()));

    private Phases() {}

    static Phase of(MovePhase phase) {
        return Objects.requireNonNull(ALL.get(phase), phase::name);
    }
}

package dev.tessera.ops.planning.placement;

import dev.tessera.shardconfig.TesseraException;
import java.util.List;

/** The requested plan is impossible; says why, and what would be right. */
public final class PlanRefusedException extends TesseraException {
    private static final long serialVersionUID = 1;

    public PlanRefusedException(List<String> problems) {
        super(String.join("\n", problems));
    }

    PlanRefusedException(String problem) {
        this(List.of(problem));
    }
}

package dev.tessera.ops.move.directory;

import dev.tessera.shardconfig.TesseraException;
import java.util.List;

/** What was asked for can't be done as the cluster stands; each reason says what would be right. Nothing was touched. */
public class MoveRefusedException extends TesseraException {
    private final transient List<String> reasons;

    public MoveRefusedException(List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
        this.reasons = List.copyOf(reasons);
    }

    public MoveRefusedException(String reason) {
        this(List.of(reason));
    }

    public List<String> reasons() {
        return reasons;
    }
}

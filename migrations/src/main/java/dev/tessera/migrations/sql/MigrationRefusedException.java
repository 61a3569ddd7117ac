package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.TesseraException;
import java.util.List;

/** A migration that was not begun, with every reason, one on each line. Nothing was changed. */
public class MigrationRefusedException extends TesseraException {
    private final List<String> reasons;

    public MigrationRefusedException(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}

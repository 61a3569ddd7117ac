package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** One line of a move's journal. */
public record MoveStep(int number, String phase, String step, String state, Optional<String> note, Instant at) {
    public boolean is(MoveStepName name) {
        return step.equals(name.text());
    }

    public boolean is(MoveStepName name, MoveStepState in) {
        return is(name) && state.equals(in.text());
    }

    static MoveStep read(ResultSet row) throws SQLException {
        return new MoveStep(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                row.getObject(6, LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}

package dev.tessera.ops.move.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** One line of a move's journal. */
public record MoveStep(int number, String phase, String step, String state, Optional<String> note, Instant at) {
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

package dev.tessera.app.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * Times as DATETIME columns in UTC, whatever the time zones of JVM and server are. Never uses java.sql.Timestamp, which can't represent
 * the hour that a time zone skips in spring.
 */
final class UtcTimes {
    private UtcTimes() {}

    static Argument argument(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return (position, statement, context) -> statement.setObject(position, utc);
    }

    static Argument nullableArgument(@Nullable Instant instant) {
        return instant == null
                ? (position, statement, context) -> statement.setNull(position, Types.TIMESTAMP)
                : argument(instant);
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(readNullable(row, column), column);
    }

    static Instant read(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(readNullable(row, column));
    }

    static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        return readNullable(row, row.findColumn(column));
    }

    static @Nullable Instant readNullable(ResultSet row, int column) throws SQLException {
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}

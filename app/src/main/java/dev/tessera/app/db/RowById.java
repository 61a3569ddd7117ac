package dev.tessera.app.db;

import dev.tessera.shardconfig.EntityId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads one row by its id, with plain JDBC, because it is the most frequent statement: JDBI costs more than the driver. */
final class RowById {
    private RowById() {}

    /** Makes a value of the row on which the result stands. */
    @FunctionalInterface
    interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Finds it.
     *
     * @param sql with a single placeholder, for the id
     * @throws QueryFailedException when MySQL refuses
     */
    static <T> Optional<T> find(Handle handle, String sql, EntityId id, Read<T> read) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            statement.setLong(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read.of(row)) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new QueryFailedException(failure);
        }
    }
}

package dev.tessera.ops.move.transfer.rows;

import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The current row of an answer, as the bytes that the server sent. Columns count from 0. */
public final class TextRow {
    private final ResultSet rows;

    TextRow(ResultSet rows) {
        this.rows = rows;
    }

    public byte @Nullable [] bytes(int column) throws SQLException {
        return rows.getBytes(column + 1);
    }

    /** Of a value that can't be NULL. */
    public byte[] value(int column) throws SQLException {
        byte[] bytes = bytes(column);
        if (bytes == null) {
            throw new SafeSqlException("column " + column + " of the answer is NULL");
        }
        return bytes;
    }

    public String text(int column) throws SQLException {
        return new String(value(column), StandardCharsets.UTF_8);
    }

    /** One character a byte. */
    public @Nullable String byteText(int column) throws SQLException {
        byte[] bytes = bytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public long number(int column) throws SQLException {
        return Long.parseLong(text(column));
    }
}

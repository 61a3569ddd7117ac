package dev.tessera.app.db;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Texts in VARBINARY columns: compared byte by byte, stored as UTF-8. */
final class KeyBytes {
    private KeyBytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String read(ResultSet row, String column) throws SQLException {
        return read(row, row.findColumn(column));
    }

    static String read(ResultSet row, int column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }
}

package dev.tessera.bench.routing.sides;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** A comment as it is read: every side makes the same object of it. */
record CommentRow(
        long id,
        long thread,
        long author,
        String authorHandle,
        String body,
        String state,
        long version,
        LocalDateTime createdAt) {
    static final String COLUMNS = "comment_id, thread_id, author_id, author_handle, body, state, version, created_at";

    static CommentRow of(ResultSet row) throws SQLException {
        return new CommentRow(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                new String(row.getBytes(4), StandardCharsets.UTF_8),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getObject(8, LocalDateTime.class));
    }
}

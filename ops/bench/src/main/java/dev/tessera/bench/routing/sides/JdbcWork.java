package dev.tessera.bench.routing.sides;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The work in JDBC, as one writes it by hand. */
final class JdbcWork {
    private JdbcWork() {}

    static CommentRow read(Connection connection, RoutingStatements texts, long comment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.pointRead())) {
            statement.setLong(1, comment);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return CommentRow.of(rows);
            }
        }
    }

    static List<CommentRow> page(Connection connection, RoutingStatements texts, long thread, long after)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.page())) {
            statement.setLong(1, thread);
            statement.setLong(2, after);
            try (ResultSet rows = statement.executeQuery()) {
                List<CommentRow> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(CommentRow.of(rows));
                }
                return page;
            }
        }
    }

    static void insert(Connection connection, RoutingStatements texts, CommentInsert comment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.insert())) {
            statement.setLong(1, comment.id());
            statement.setLong(2, comment.thread());
            statement.setLong(3, comment.id());
            statement.setLong(4, comment.author());
            statement.setBytes(5, CommentInsert.AUTHOR_HANDLE);
            statement.setString(6, CommentInsert.BODY);
            statement.executeUpdate();
        }
    }

    /** The three statements of the transaction; it is opened and ended outside. */
    static void threeStatements(Connection connection, RoutingStatements texts, CommentInsert comment)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.count())) {
            statement.setLong(1, comment.id());
            statement.setLong(2, comment.thread());
            statement.executeUpdate();
        }
        insert(connection, texts, comment);
        try (PreparedStatement statement = connection.prepareStatement(texts.announce())) {
            statement.setLong(1, comment.id());
            statement.executeUpdate();
        }
    }
}

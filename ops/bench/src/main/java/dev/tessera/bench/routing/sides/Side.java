package dev.tessera.bench.routing.sides;

import java.sql.SQLException;
import java.util.List;

/** One way to do the work in the bucket it belongs to. Thread-safe. */
public interface Side extends AutoCloseable {
    CommentRow read(int slot, long comment) throws SQLException;

    List<CommentRow> page(int slot, long thread, long after) throws SQLException;

    /** One statement that commits itself. */
    void insert(CommentInsert comment) throws SQLException;

    /** Three statements, committed together. */
    void transaction(CommentInsert comment) throws SQLException;

    @Override
    void close();
}

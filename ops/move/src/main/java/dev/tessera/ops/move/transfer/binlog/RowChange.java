package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.RowImage;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import org.jspecify.annotations.Nullable;

/**
 * One row's change.
 *
 * @param before its key before; null for an insert
 * @param after its key after; null for a delete
 * @param row its transferred columns after the change; none for a delete
 */
public record RowChange(TableShape shape, @Nullable RowKey before, @Nullable RowKey after, RowImage row) {}

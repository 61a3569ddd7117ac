/**
 * The source's binlog as transactions of row changes of the carried tables, decoded from the raw events. The only place that knows
 * the binlog client. Uses transfer.rows.
 */
@NullMarked
package dev.tessera.ops.move.transfer.binlog;

import org.jspecify.annotations.NullMarked;

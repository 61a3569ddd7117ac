/**
 * Reads the binlog of the source as transactions of row changes of the transferred tables, decoded from the raw events. The only package
 * that uses the binlog client. Uses transfer.rows and transfer.spec.
 */
@NullMarked
package dev.tessera.ops.move.transfer.binlog;

import org.jspecify.annotations.NullMarked;

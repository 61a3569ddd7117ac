package dev.tessera.ops.move.transfer.binlog;

import java.util.List;

/**
 * A transaction of the source, received whole.
 *
 * @param committedMicros when it committed, by the source's clock, in microseconds since 1970
 * @param changes of carried tables, in order, but for those that were taken before it was whole
 */
public record SourceTransaction(String server, long number, long committedMicros, List<RowChange> changes) {}

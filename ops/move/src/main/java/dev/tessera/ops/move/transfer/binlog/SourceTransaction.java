package dev.tessera.ops.move.transfer.binlog;

import java.util.List;

/**
 * A transaction of the source, received whole.
 *
 * @param committedMicros when it committed, by the source's clock, in microseconds since 1970
 * @param changes of transferred tables, in order, except for those that were taken before it was complete
 */
public record SourceTransaction(String server, long number, long committedMicros, List<RowChange> changes) {}

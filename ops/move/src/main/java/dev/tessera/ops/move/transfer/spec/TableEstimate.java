package dev.tessera.ops.move.transfer.spec;

/** What the catalog of the source says of the tables to carry. InnoDB's row counts may be off by half; bytes include indexes. */
public record TableEstimate(long rows, long bytes) {}

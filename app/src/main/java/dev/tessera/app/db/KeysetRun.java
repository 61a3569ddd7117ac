package dev.tessera.app.db;

/** Some entries of an index in the order of their ids: those beyond {@code after}, at most {@code limit}. */
public record KeysetRun(boolean ascending, long after, int limit) {}

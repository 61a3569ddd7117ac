package dev.tessera.ops.planning.capacity;

/**
 * A limit that a cluster can reach.
 *
 * @param year when, counted from the beginning
 * @param what and what would help, for people
 */
public record CapacityLimit(double year, String what) {}

package dev.tessera.ops.planning.capacity;

/**
 * Something that gives way.
 *
 * @param year when, counted from the beginning
 * @param what and what would help, for people
 */
public record CapacityLimit(double year, String what) {}

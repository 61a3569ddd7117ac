package dev.tessera.bench.rows;

/**
 * What an agent used, in bytes.
 *
 * @param before of its heap after a collection, before anything was written
 * @param after the same, when all was done
 * @param median of its heap at all looks
 * @param most of its heap at any look
 * @param mostResident of the process
 */
record AgentHeap(long before, long after, long median, long most, long mostResident, int looks) {}

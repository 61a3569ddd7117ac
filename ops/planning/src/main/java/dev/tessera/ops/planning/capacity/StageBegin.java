package dev.tessera.ops.planning.capacity;

import dev.tessera.ops.planning.placement.PlacementPlan;

/**
 * What is done to begin a simulated stage.
 *
 * @param moves after the splits
 * @param bucketsBefore how many there are before
 * @param bucketsAfter how many there are after the splits
 * @param splitBytes that splits copy
 */
public record StageBegin(PlacementPlan moves, int bucketsBefore, int bucketsAfter, long splitBytes) {}

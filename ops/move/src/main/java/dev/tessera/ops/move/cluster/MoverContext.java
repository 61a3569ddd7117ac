package dev.tessera.ops.move.cluster;

/**
 * What whoever works at moves is given: where, how, watched by whom, and under which name.
 *
 * @param milestones told of each point at which a mover could die; {@link Milestones#none} but in tests and measurements
 * @param who for leases and the audit trail: {@code ann@ops-1 (4711)}
 */
public record MoverContext(Cluster cluster, MoveOptions options, Milestones milestones, String who) {}

package dev.tessera.migrations;

import java.util.function.Consumer;

/**
 * One act of a plan.
 *
 * @param name what progress shows: {@code bucket 17 on shard-a}
 */
record Step(String name, Consumer<ClusterActions> act) {}

package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.ClusterActions;
import java.util.function.Consumer;

/**
 * One step of a plan.
 *
 * @param name what progress shows: {@code bucket 04352_04607 on shard-a}
 */
public record Step(String name, Consumer<ClusterActions> act) {}

/** Health checks of the directory and of each shard, for the admin port. Uses router and shard-config. */
@NullMarked
package dev.tessera.app.health;

import org.jspecify.annotations.NullMarked;

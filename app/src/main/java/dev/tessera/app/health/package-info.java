/** Whether the directory and each shard answer, for the admin port. */
@NullMarked
package dev.tessera.app.health;

import org.jspecify.annotations.NullMarked;

/** Whether each shard answers, for the admin port. */
@NullMarked
package dev.tessera.app.health;

import org.jspecify.annotations.NullMarked;

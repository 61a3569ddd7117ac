/** What init, migrate and the verbs about shards do to servers and to the directory. Uses changelog, definition, report and view. */
@NullMarked
package dev.tessera.migrations.change;

import org.jspecify.annotations.NullMarked;

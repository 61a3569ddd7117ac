/** Changelogs: their files, their versions, and how their changesets are run. The files themselves lie beside the classes. Uses sql. */
@NullMarked
package dev.tessera.migrations.changelog;

import org.jspecify.annotations.NullMarked;

/**
 * Changelogs: their files, their versions, and the execution of their changesets. The files are in the resources of this module. Uses sql.
 */
@NullMarked
package dev.tessera.migrations.changelog;

import org.jspecify.annotations.NullMarked;

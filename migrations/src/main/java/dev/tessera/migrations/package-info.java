/** The changelogs of the directory and of a bucket, and the runner that applies them. Uses shardconfig alone. */
@NullMarked
package dev.tessera.migrations;

import org.jspecify.annotations.NullMarked;

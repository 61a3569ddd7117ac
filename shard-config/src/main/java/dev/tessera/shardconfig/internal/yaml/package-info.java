/** Strict reading of YAML: every problem at once, each with its line. For the readers of configuration files only. */
@NullMarked
package dev.tessera.shardconfig.internal.yaml;

import org.jspecify.annotations.NullMarked;

/**
 * Strict reading of YAML: reports all problems at once, each with its line. For the readers of configuration files only. Uses shardconfig.
 */
@NullMarked
package dev.tessera.shardconfig.internal.yaml;

import org.jspecify.annotations.NullMarked;

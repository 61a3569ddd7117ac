/** Where buckets live and lived, read off servers and their binlogs past everything that Tessera remembers. Uses shard-config. */
@NullMarked
package dev.tessera.testbed.homes;

import org.jspecify.annotations.NullMarked;

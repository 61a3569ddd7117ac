/** The identity of the user who sends a request. A check of tokens would belong here. Uses api, errors and shard-config. */
@NullMarked
package dev.tessera.app.auth;

import org.jspecify.annotations.NullMarked;

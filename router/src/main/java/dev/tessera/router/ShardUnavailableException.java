package dev.tessera.router;

import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bucket's shard can't be used now: it is down, has no free connection, or is an unknown server. Other shards are not affected. */
public final class ShardUnavailableException extends RouterException {
    private final ShardName shard;
    private final Duration retryAfter;

    public ShardUnavailableException(ShardName shard, String reason, Duration retryAfter, @Nullable Throwable cause) {
        super("shard " + shard + " is unavailable: " + reason, cause);
        this.shard = shard;
        this.retryAfter = retryAfter;
    }

    public ShardName shard() {
        return shard;
    }

    /** How long a client should wait before it tries again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

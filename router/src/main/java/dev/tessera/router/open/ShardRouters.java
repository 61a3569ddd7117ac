package dev.tessera.router.open;

import dev.tessera.router.DirectoryFormatException;
import dev.tessera.router.DirectoryUnavailableException;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.internal.PooledShardRouter;

/** Opens routers. */
public final class ShardRouters {
    private ShardRouters() {}

    /**
     * Reads the directory and opens a router on it. Shards need not be up.
     *
     * @throws DirectoryUnavailableException when the directory can't be read
     * @throws DirectoryFormatException when it has another format, whatever was saved
     */
    public static ShardRouter open(RouterConfig config) {
        return PooledShardRouter.open(config);
    }
}

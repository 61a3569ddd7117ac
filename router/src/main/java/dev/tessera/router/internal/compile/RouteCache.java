package dev.tessera.router.internal.compile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tessera.router.internal.route.CompiledRoute;
import dev.tessera.router.internal.shardingsphere.StatementCompiler;
import dev.tessera.shardconfig.BucketId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The compiled routes, by logical text. Bounded; emptied, together with ShardingSphere's metadata of the tables, when the schema version
 * grows. Thread-safe.
 */
public final class RouteCache {
    private static final int MAX_TEXTS = 4_096;

    private volatile @Nullable Generation current;

    /** The route of a statement that was compiled before, for this schema version or a newer one. */
    public @Nullable CompiledRoute known(String sql, int schemaVersion) {
        Generation known = current;
        return known == null || known.schemaVersion < schemaVersion ? null : known.routes.getIfPresent(sql);
    }

    /**
     * The compiled route of a statement, which is compiled now if it must be.
     *
     * @param connection to the bucket's shard; asked for the tables' columns once in a schema version
     */
    public CompiledRoute route(String sql, BucketId bucket, int schemaVersion, Connection connection)
            throws SQLException {
        Generation generation = generation(bucket, schemaVersion, connection);
        return generation.routes.get(sql, generation.compiler::compile);
    }

    /** How many texts are kept. */
    public long size() {
        Generation known = current;
        return known == null ? 0 : known.routes.estimatedSize();
    }

    private Generation generation(BucketId bucket, int schemaVersion, Connection connection) throws SQLException {
        Generation known = current;
        if (known != null && known.schemaVersion >= schemaVersion) {
            return known;
        }
        synchronized (this) {
            known = current;
            if (known == null || known.schemaVersion < schemaVersion) {
                known = new Generation(schemaVersion, new StatementCompiler(BucketCatalog.read(connection, bucket)));
                current = known;
            }
            return known;
        }
    }

    private static final class Generation {
        private final int schemaVersion;
        private final StatementCompiler compiler;
        private final Cache<String, CompiledRoute> routes =
                Caffeine.newBuilder().maximumSize(MAX_TEXTS).build();

        Generation(int schemaVersion, StatementCompiler compiler) {
            this.schemaVersion = schemaVersion;
            this.compiler = compiler;
        }
    }
}

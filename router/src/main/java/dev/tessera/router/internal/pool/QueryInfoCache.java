package dev.tessera.router.internal.pool;

import com.mysql.cj.CacheAdapter;
import com.mysql.cj.CacheAdapterFactory;
import com.mysql.cj.QueryInfo;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A cache for Connector/J's parsing results: the positions of placeholders and the kind of statement. Parsing again is half of the
 * client's work for a point read. Connector/J's own cache is one for each connection, so each of 16 connections to each of 64 shards would
 * fill its own; here all connections share a number of cells, each with the latest text. A hit takes no lock and allocates nothing.
 *
 * <p>Texts are distinguished by server, because each server reads quotes and backslashes by its own {@code sql_mode}. Cached results are
 * never changed. Public for Connector/J, which creates it by name.
 */
public final class QueryInfoCache implements CacheAdapterFactory<String, QueryInfo> {
    private static final int CELL_BITS = 13;
    /** 8,192 texts are some 8 MB. */
    private static final AtomicReferenceArray<@Nullable Known> CELLS = new AtomicReferenceArray<>(1 << CELL_BITS);

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    @Override
    public CacheAdapter<String, QueryInfo> getInstance(Lock lock, String url, int maxEntries, int maxLength) {
        return new OfServer(url, maxLength);
    }

    private record Known(String url, String sql, QueryInfo info) {}

    private static final class OfServer implements CacheAdapter<String, QueryInfo> {
        private final String url;
        private final int maxLength;

        OfServer(String url, int maxLength) {
            this.url = url;
            this.maxLength = maxLength;
        }

        @Override
        public @Nullable QueryInfo get(@Nullable String sql) {
            if (sql == null) {
                return null;
            }
            Known known = CELLS.get(cell(sql));
            return known != null && known.sql.equals(sql) && known.url.equals(url) ? known.info : null;
        }

        @Override
        public void put(String sql, QueryInfo info) {
            if (sql.length() <= maxLength) {
                CELLS.set(cell(sql), new Known(url, sql, info));
            }
        }

        @Override
        public void invalidate(String sql) {
            CELLS.set(cell(sql), null);
        }

        @Override
        public void invalidateAll(Set<String> texts) {
            texts.forEach(this::invalidate);
        }

        @Override
        public void invalidateAll() {
            // Asked for by a connection that closes; the others go on.
        }

        private int cell(String sql) {
            return ((31 * url.hashCode() + sql.hashCode()) * GOLDEN_RATIO) >>> (Integer.SIZE - CELL_BITS);
        }
    }
}

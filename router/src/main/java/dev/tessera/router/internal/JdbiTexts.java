package dev.tessera.router.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jdbi.v3.core.cache.JdbiCache;
import org.jdbi.v3.core.cache.JdbiCacheBuilder;
import org.jdbi.v3.core.cache.JdbiCacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where JDBI keeps what it found in a text. Its own cache has a lock that every statement of every thread takes four times; with this one
 * a hit takes none.
 */
final class JdbiTexts implements JdbiCacheBuilder {
    private static final int MAX_TEXTS = 4_096;

    private int maxTexts = MAX_TEXTS;

    @Override
    public <K, V> JdbiCache<K, V> build() {
        return new Texts<>(maxTexts, null);
    }

    @Override
    public <K, V> JdbiCache<K, V> buildWithLoader(JdbiCacheLoader<K, V> loader) {
        return new Texts<>(maxTexts, loader);
    }

    @Override
    public JdbiCacheBuilder maxSize(int size) {
        maxTexts = size;
        return this;
    }

    private static final class Texts<K, V> implements JdbiCache<K, V> {
        private final Cache<K, V> cache;
        private final @Nullable JdbiCacheLoader<K, V> loader;

        Texts(int maxTexts, @Nullable JdbiCacheLoader<K, V> loader) {
            this.cache = Caffeine.newBuilder().maximumSize(maxTexts).build();
            this.loader = loader;
        }

        @Override
        public @Nullable V get(K key) {
            return loader == null ? cache.getIfPresent(key) : getWithLoader(key, loader);
        }

        @Override
        public V getWithLoader(K key, JdbiCacheLoader<K, V> given) {
            return cache.get(key, given::create);
        }

        /** Nobody counts. */
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // so JDBI has it
        public <T> @Nullable T getStats() {
            return null;
        }
    }
}

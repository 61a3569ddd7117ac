package dev.tessera.testbed.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private final Path folder;

    CacheTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void entryIsFilledOnce() {
        AtomicInteger fills = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(new Cache(folder).entry("one", partial -> write(partial, fills.incrementAndGet())))
                    .isEqualTo(folder.resolve("one"))
                    .isNotEmptyDirectory();
        }
        assertThat(fills).hasValue(1);
    }

    @Test
    void entryWhoseFillingFailedIsNotThere_andIsFilledFromNothingNextTime() {
        Cache cache = new Cache(folder);
        assertThatThrownBy(() -> cache.entry("one", partial -> {
                    write(partial, 1);
                    throw new TestbedException("interrupted half-way");
                }))
                .hasMessage("interrupted half-way");
        assertThat(cache.entry("one")).doesNotExist();
        assertThat(cache.entry("one", partial -> {
                    assertThat(partial).isEmptyDirectory();
                    write(partial, 2);
                }))
                .isDirectoryContaining("glob:**/2");
    }

    @Test
    void twoAtTheSameTimeFillOnce() {
        AtomicInteger fills = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        // Threads of their own: the common pool of a machine with two cores has one, and the two wait for each other.
        Executor threads = task -> new Thread(task, "fills").start();
        CompletableFuture<Path> one = CompletableFuture.supplyAsync(() -> entryAfter(both, fills), threads);
        CompletableFuture<Path> other = CompletableFuture.supplyAsync(() -> entryAfter(both, fills), threads);
        assertThat(one.join()).isEqualTo(other.join());
        assertThat(fills).hasValue(1);
    }

    private Path entryAfter(CountDownLatch both, AtomicInteger fills) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Cache(folder).entry("one", partial -> write(partial, fills.incrementAndGet()));
    }

    @Test
    void environmentSaysWhereTheCacheIs() {
        assertThat(Cache.ofUser(Map.of("TESSERA_CACHE", "/a", "XDG_CACHE_HOME", "/b"))
                        .entry("x"))
                .isEqualTo(Path.of("/a/mysql/x"));
        assertThat(Cache.ofUser(Map.of("XDG_CACHE_HOME", "/b")).entry("x")).isEqualTo(Path.of("/b/tessera/mysql/x"));
        assertThat(Cache.ofUser(Map.of()).entry("x"))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/tessera/mysql/x"));
    }

    private static void write(Path partial, int name) {
        try {
            Files.createFile(partial.resolve(String.valueOf(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

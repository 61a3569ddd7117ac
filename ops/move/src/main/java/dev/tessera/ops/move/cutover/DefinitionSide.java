package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.migrations.definition.DefinitionReader;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what tables of one server are, in a session and a thread of its own. Not thread-safe. */
final class DefinitionSide implements AutoCloseable {
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private final ServerLogin server;
    private final SortedSet<String> tables;
    private final DefinitionReader reader;
    private final ExecutorService thread;
    private CompletableFuture<Optional<BucketDefinition>> reading = CompletableFuture.completedFuture(Optional.empty());

    DefinitionSide(ServerLogin server, SortedSet<String> tables) {
        this.server = server;
        this.tables = tables;
        SqlSession session = server.open();
        session.waitForAnswers(LONGEST_ANSWER);
        this.reader = new DefinitionReader(session);
        this.thread =
                Executors.newSingleThreadExecutor(work -> new Thread(work, "tessera-definitions-" + server.shard()));
    }

    String name() {
        return server.shard().value();
    }

    /** Returns at once. */
    void begin(String schema) {
        reading = CompletableFuture.supplyAsync(() -> read(schema), thread);
    }

    /** Empty while somebody else alters the tables, and when it takes longer. */
    Optional<BucketDefinition> await(Duration atMost) {
        try {
            return reading.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static TesseraException failure(ExecutionException e) {
        return e.getCause() instanceof TesseraException known
                ? known
                : new TesseraException("the definitions of tables could not be read: " + e.getCause(), e);
    }

    private Optional<BucketDefinition> read(String schema) {
        try {
            return Optional.of(reader.read(schema, tables));
        } catch (StatementFailedException e) {
            if (e.isError(LOCK_WAIT_TIMEOUT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        reader.close();
    }
}

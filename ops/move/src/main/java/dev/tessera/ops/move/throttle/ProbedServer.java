package dev.tessera.ops.move.throttle;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session for questions alone, made again after it broke. Not thread-safe. */
final class ProbedServer implements AutoCloseable {
    /** A server that takes longer to count its threads isn't well. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Supplier<SqlSession> opener;
    private @Nullable SqlSession session;

    ProbedServer(Supplier<SqlSession> opener) {
        this.opener = opener;
    }

    /**
     * @throws ServerUnreachableException when it doesn't answer
     * @throws StatementFailedException when it refuses
     */
    <T> T ask(Function<SqlSession, T> question) {
        SqlSession open = session;
        if (open == null) {
            open = opener.get();
            open.waitForAnswers(ANSWER);
            session = open;
        }
        try {
            return question.apply(open);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (StatementFailedException ignored) {
            // It is gone either way.
        }
        session = null;
    }
}

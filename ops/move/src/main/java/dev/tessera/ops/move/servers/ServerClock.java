package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/**
 * How far a server's clock is ahead of the directory's.
 *
 * @param ahead negative when it is behind
 * @param uncertainty half of what the answer took, at most
 */
public record ServerClock(Duration ahead, Duration uncertainty) {
    /** How far a copy is behind is read off the clocks of two servers; so is who wrote what when, by whoever looks into binlogs. */
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private static final int READINGS = 5;

    /** The best of some readings: each between two of the directory's. */
    public static ServerClock of(SqlSession server, SqlSession directory) {
        ServerClock best = reading(server, directory);
        for (int i = 1; i < READINGS; i++) {
            ServerClock next = reading(server, directory);
            best = next.uncertainty.compareTo(best.uncertainty) < 0 ? next : best;
        }
        return best;
    }

    private static ServerClock reading(SqlSession server, SqlSession directory) {
        LocalDateTime before = now(directory);
        LocalDateTime there = now(server);
        Duration half = Duration.between(before, now(directory)).dividedBy(2);
        return new ServerClock(Duration.between(before.plus(half), there), half);
    }

    private static LocalDateTime now(SqlSession session) {
        return session.query("select utc_timestamp(6)", row -> row.getObject(1, LocalDateTime.class))
                .get(0);
    }

    List<String> problems(ShardName shard) {
        boolean tolerable = ahead.abs().minus(uncertainty).compareTo(TOLERATED) <= 0;
        return tolerable
                ? List.of()
                : List.of("the clock of " + shard + " is " + describe() + " the directory's; at most "
                        + TOLERATED.toSeconds() + " s is well: have both follow the same time servers");
    }

    /** For people: {@code 12 ms ahead of}. */
    public String describe() {
        long millis = ahead.abs().toMillis();
        String much = millis < 10_000 ? millis + " ms" : millis / 1_000 + " s";
        return much + (ahead.isNegative() ? " behind" : " ahead of");
    }
}

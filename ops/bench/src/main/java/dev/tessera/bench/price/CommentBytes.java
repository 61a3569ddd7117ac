package dev.tessera.bench.price;

import dev.tessera.bench.measure.DurableServers;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes a comment, of data and of indexes, in the tables that two changelogs make: the same rows in both. */
final class CommentBytes {
    private static final int ROWS = 200_000;
    private static final int AT_ONCE = 20_000;
    private static final Pattern COMMENTS =
            Pattern.compile("(?sm)(create table if not exists comments\\$\\{suffix\\} .*?);$");

    private CommentBytes() {}

    /**
     * What a row takes.
     *
     * @param data of the primary key's tree
     * @param indexes of all others
     */
    record RowBytes(double data, double indexes) {}

    static RowBytes of(Path changelog, MySqlServer server) throws IOException, SQLException {
        Matcher table = COMMENTS.matcher(Files.readString(changelog));
        if (!table.find()) {
            throw new IOException(changelog + " makes no comments");
        }
        String create = table.group(1)
                .replace("${suffix}", "")
                .replace("${first_slot}", "0")
                .replace("${last_slot}", "16383");
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists price");
            statement.execute("create schema price");
            statement.execute("use price");
            statement.execute(create);
            statement.execute("set session cte_max_recursion_depth = " + AT_ONCE);
            for (int from = 0; from < ROWS; from += AT_ONCE) {
                statement.execute(insert(from, from + AT_ONCE - 1));
            }
            statement.execute("set session information_schema_stats_expiry = 0");
            statement.execute("optimize table comments");
            statement.execute("analyze table comments");
            try (ResultSet row =
                    statement.executeQuery("select data_length, index_length from information_schema.tables"
                            + " where table_schema = 'price' and table_name = 'comments'")) {
                row.next();
                return new RowBytes((double) row.getLong(1) / ROWS, (double) row.getLong(2) / ROWS);
            }
        }
    }

    static MySqlServer server() {
        return MySqlSources.detect().start(DurableServers.spec("price"));
    }

    private static String insert(int from, int to) {
        long first = EntityId.of(50_000_000_000L, 7, 0).value();
        long thread = EntityId.of(49_000_000_000L, 7, 0).value();
        return """
                insert into comments (comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, body, created_at,
                    updated_at)
                with recursive some (i) as (select %1$d union all select i + 1 from some where i < %2$d)
                select %3$d + (i << 22), %4$d + ((i %% 40) << 22), 0, %3$d + (i << 22), 0, %4$d + ((i %% 16) << 22),
                    concat('somebody-', i %% 16), left(repeat(sha2(i, 256), 4), 150), utc_timestamp(3), utc_timestamp(3)
                from some
                """
                .formatted(from, to, first, thread);
    }
}

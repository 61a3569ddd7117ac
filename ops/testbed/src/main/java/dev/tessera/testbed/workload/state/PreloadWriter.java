package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.PlantedValues;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the rows of a preloaded bucket, each to the live tables of its bucket, a thousand to a statement. Not thread-safe. */
final class PreloadWriter implements AutoCloseable {
    private static final int ROWS = 1_000;

    private final Shards shards;

    private PreloadWriter(Shards shards) {
        this.shards = shards;
    }

    static PreloadWriter open(List<ServerAddress> servers, Credentials account) {
        return new PreloadWriter(Shards.open(servers, account));
    }

    void users(List<KnownUser> users) {
        for (KnownUser user : users) {
            LocalDateTime at = time(new EntityId(user.id()).time().toEpochMilli());
            insert(
                    shards.holding("users", user.slot()),
                    "user_id, handle, display_name, password_hash, created_at, updated_at",
                    List.<Object[]>of(new Object[] {
                        user.id(), bytes(user.handle()), user.handle(), bytes("hash of " + user.handle()), at, at
                    }));
        }
    }

    void threads(BucketId bucket, List<KnownThread> threads, List<StoredComment> comments) {
        Map<Long, ThreadTally> tallies = new HashMap<>();
        comments.forEach(comment -> tallies.computeIfAbsent(comment.threadId(), none -> new ThreadTally())
                .add(comment));
        List<Object[]> rows = new ArrayList<>();
        for (KnownThread thread : threads) {
            ThreadTally tally = tallies.getOrDefault(thread.id(), new ThreadTally());
            LocalDateTime at = time(new EntityId(thread.id()).time().toEpochMilli());
            LocalDateTime last =
                    time(new EntityId(Math.max(1, tally.last())).time().toEpochMilli());
            rows.add(new Object[] {
                thread.id(),
                bytes(thread.site()),
                bytes(thread.path()),
                "Preloaded " + PlantedValues.MARK,
                tally.visible(),
                tally.last(),
                last,
                Math.max(thread.id(), tally.last()),
                at,
                last
            });
        }
        insert(
                shards.table("threads", bucket),
                "thread_id, site, path, title, comment_count, last_comment_id, last_comment_at, changed_id, created_at,"
                        + " updated_at",
                rows);
    }

    void comments(BucketId bucket, List<KnownUser> users, List<StoredComment> comments) {
        Map<Long, byte[]> handles = new HashMap<>();
        users.forEach(user -> handles.put(user.id(), bytes(user.handle())));
        Map<Long, Long> replies = comments.stream()
                .filter(comment -> comment.parentId() != 0)
                .collect(Collectors.groupingBy(StoredComment::parentId, Collectors.counting()));
        List<Object[]> rows = new ArrayList<>();
        for (StoredComment comment : comments) {
            LocalDateTime at = time(comment.createdMillis());
            rows.add(new Object[] {
                comment.id(),
                comment.threadId(),
                comment.parentId(),
                comment.rootId(),
                comment.depth(),
                comment.authorId(),
                handles.get(comment.authorId()),
                new String(handles.get(comment.authorId()), StandardCharsets.UTF_8),
                replies.getOrDefault(comment.id(), 0L),
                comment.body(),
                comment.deleted() ? "deleted" : "visible",
                comment.version(),
                at,
                at
            });
        }
        insert(
                shards.table("comments", bucket),
                "comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, author_name, reply_count, body, state,"
                        + " version,"
                        + " created_at, updated_at",
                rows);
    }

    void index(List<StoredComment> comments) {
        Map<Shards.LiveTable, List<Object[]>> rows = new HashMap<>();
        for (StoredComment comment : comments) {
            rows.computeIfAbsent(
                            shards.holding("authored_comments", new EntityId(comment.authorId()).slot()),
                            none -> new ArrayList<>())
                    .add(new Object[] {
                        comment.authorId(),
                        comment.id(),
                        comment.threadId(),
                        time(comment.createdMillis()),
                        comment.deleted(),
                        comment.version()
                    });
        }
        rows.forEach((table, ofTable) ->
                insert(table, "user_id, comment_id, thread_id, created_at, deleted, version", ofTable));
    }

    private static void insert(Shards.LiveTable table, String columns, List<Object[]> rows) {
        for (int from = 0; from < rows.size(); from += ROWS) {
            List<Object[]> some = rows.subList(from, Math.min(rows.size(), from + ROWS));
            String row = "(" + "?,".repeat(some.get(0).length - 1) + "?)";
            String sql = "insert into " + table.name() + " (" + columns + ") values " + row
                    + ("," + row).repeat(some.size() - 1);
            table.session().execute(sql, some.stream().flatMap(Arrays::stream).toArray());
        }
        analyze(table);
    }

    /** InnoDB counts anew only some seconds after many rows came, in the background; until then the bucket would look smaller than it is. */
    private static void analyze(Shards.LiveTable table) {
        table.session().query("analyze local table " + table.name(), row -> row.getString(1));
    }

    @Override
    public void close() {
        shards.close();
    }

    private static LocalDateTime time(long epochMillis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMillis, 1_000),
                (int) Math.floorMod(epochMillis, 1_000L) * 1_000_000,
                ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

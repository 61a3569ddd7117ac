package dev.tessera.bench.routing.sides;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import java.util.List;

/** The statements of the report: logical, or written by hand for the tables of one bucket. Otherwise the same for every side. */
record RoutingStatements(String pointRead, String page, String insert, String count, String announce) {
    /** On logical tables. */
    static final RoutingStatements LOGICAL = withSuffix("");

    /** On the tables of each bucket. */
    static List<RoutingStatements> ofBuckets(int buckets) {
        return new InitialBuckets(buckets)
                .all().stream().map(RoutingStatements::of).toList();
    }

    static RoutingStatements of(BucketId bucket) {
        return withSuffix(BucketTables.suffix(bucket));
    }

    private static RoutingStatements withSuffix(String suffix) {
        return new RoutingStatements(
                "select " + CommentRow.COLUMNS + " from comments" + suffix + " where comment_id = ?",
                "select " + CommentRow.COLUMNS + " from comments" + suffix
                        + " force index (thread_order) where thread_id = ? and comment_id > ? order by comment_id limit 20",
                "insert into comments" + suffix
                        + " (comment_id, thread_id, root_id, author_id, author_handle, body, created_at,"
                        + " updated_at) values (?, ?, ?, ?, ?, ?, utc_timestamp(3), utc_timestamp(3))",
                "update threads" + suffix
                        + " set comment_count = comment_count + 1, last_comment_id = ?"
                        + " where thread_id = ?",
                "insert into outbox" + suffix
                        + " (event_id, destination_slot, event_type, entity_version, payload, created_at)"
                        + " values (?, 0, 'comment', 1, '{}', utc_timestamp(3))");
    }
}

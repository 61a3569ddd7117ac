package dev.tessera.testbed.workload.audit;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedComments;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.Shards;
import dev.tessera.testbed.workload.state.StoredComment;
import dev.tessera.testbed.workload.state.ThreadTally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads every live table past the apps and compares it, row by row, with what was acknowledged. */
final class TableAudit {
    private static final String COMMENT =
            """
            comment_id, thread_id, parent_id, root_id, depth, author_id, body, state, version,
            timestampdiff(microsecond, '1970-01-01', created_at) div 1000 as created_millis""";

    private final Shards shards;
    private final ExpectedState expectedState;
    private final ExpectedComments expected;
    private final boolean alone;
    private final AuditProblems problems;
    private final Set<Long> found = new HashSet<>();
    private final Map<Long, ThreadTally> tallies = new HashMap<>();

    TableAudit(
            Shards shards,
            ExpectedState expectedState,
            ExpectedComments expected,
            boolean alone,
            AuditProblems problems) {
        this.shards = shards;
        this.expectedState = expectedState;
        this.expected = expected;
        this.alone = alone;
        this.problems = problems;
    }

    /** @return rows of comments that were read */
    long run() {
        long rows = 0;
        for (Shards.LiveTable table : shards.named("comments")) {
            List<StoredComment> stored = table.rows(COMMENT, TableAudit::comment);
            stored.forEach(comment -> take(comment, table));
            rows += stored.size();
        }
        expected.comments().forEach(this::requireStored);
        new ThreadAudit(shards, expectedState, tallies, problems).run();
        new ChangeAudit(shards, problems).run();
        new IndexAudit(shards, expected, found, alone, problems).run();
        new KeyAudit(shards, expectedState, problems).run();
        return rows;
    }

    private void take(StoredComment comment, Shards.LiveTable table) {
        expected.check(comment, table.where());
        tallies.computeIfAbsent(comment.threadId(), none -> new ThreadTally()).add(comment);
        if (!table.bucket().contains(new EntityId(comment.id()).slot())) {
            problems.add(
                    AuditRule.ROW_IN_ITS_BUCKET,
                    "comment " + comment.id() + " of slot " + new EntityId(comment.id()).slot() + " stands "
                            + table.where());
        }
        if (!found.add(comment.id())) {
            problems.add(
                    AuditRule.NOTHING_DOUBLED,
                    "comment " + comment.id() + " stands " + table.where() + " and elsewhere");
        }
    }

    private void requireStored(KnownComment comment) {
        if (!found.contains(comment.id())) {
            problems.add(
                    AuditRule.NOTHING_LOST,
                    "comment " + comment.id() + " (thread " + comment.threadId() + "), acknowledged at version "
                            + comment.version() + ", stands in no live table of slot " + comment.slot());
        }
    }

    private static StoredComment comment(ResultSet row) throws SQLException {
        return new StoredComment(
                row.getLong("comment_id"),
                row.getLong("thread_id"),
                row.getLong("parent_id"),
                row.getLong("root_id"),
                row.getInt("depth"),
                row.getLong("author_id"),
                row.getString("body"),
                row.getString("state").equals("deleted"),
                row.getLong("version"),
                row.getLong("created_millis"));
    }
}

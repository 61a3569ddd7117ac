package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedComments;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.Shards;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The authors' indexes: an entry for every comment, in its author's bucket, with the comment's version and state. */
final class IndexAudit {
    private final Shards shards;
    private final ExpectedComments expected;
    private final Set<Long> stored;
    private final boolean alone;
    private final AuditProblems problems;
    private final Map<Long, Entry> entries = new HashMap<>();

    private record Entry(long userId, long threadId, boolean deleted, long version, String where) {}

    /** @param stored comments that are in their tables */
    IndexAudit(Shards shards, ExpectedComments expected, Set<Long> stored, boolean alone, AuditProblems problems) {
        this.shards = shards;
        this.expected = expected;
        this.stored = stored;
        this.alone = alone;
        this.problems = problems;
    }

    void run() {
        shards.named("authored_comments").forEach(this::read);
        expected.comments().forEach(comment -> check(comment, entries.get(comment.id())));
    }

    private void read(Shards.LiveTable table) {
        String where = table.where();
        table.rows("user_id, comment_id, thread_id, deleted, version", row -> {
            Entry entry = new Entry(
                    row.getLong("user_id"),
                    row.getLong("thread_id"),
                    row.getBoolean("deleted"),
                    row.getLong("version"),
                    where);
            take(row.getLong("comment_id"), entry);
            return entry.userId();
        });
    }

    private void take(long commentId, Entry entry) {
        if (entries.put(commentId, entry) != null) {
            problems.add(
                    AuditRule.INDEX_COMPLETE,
                    "comment " + commentId + " has an entry " + entry.where() + " and another elsewhere");
        }
        boolean ours = alone || expected.threads().containsKey(entry.threadId());
        if (ours && !stored.contains(commentId)) {
            problems.add(
                    AuditRule.INDEX_COMPLETE,
                    "the entry of comment " + commentId + " " + entry.where()
                            + " speaks of a comment that isn't stored");
        }
    }

    private void check(KnownComment comment, @Nullable Entry entry) {
        String what = "comment " + comment.id() + " of user " + comment.authorId();
        if (entry == null) {
            problems.add(
                    AuditRule.INDEX_COMPLETE,
                    what + " has no entry in authored_comments of slot " + comment.authorSlot());
        } else if (entry.userId() != comment.authorId() || entry.threadId() != comment.threadId()) {
            problems.add(AuditRule.INDEX_COMPLETE, what + " has an entry of another user or thread: " + entry);
        } else if (!comment.mayBe(entry.version(), entry.deleted())) {
            problems.add(
                    AuditRule.INDEX_COMPLETE,
                    what + " has an entry of version " + entry.version() + (entry.deleted() ? ", deleted, " : " ")
                            + entry.where() + " where version " + comment.version()
                            + (comment.isSurelyDeleted() ? ", deleted," : "") + " was acknowledged");
        }
    }
}

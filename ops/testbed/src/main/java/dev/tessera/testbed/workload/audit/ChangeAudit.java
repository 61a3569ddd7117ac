package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.Shards;
import java.util.HashMap;
import java.util.Map;

/** The numbers of changes in each thread, and the answers that each comment counts. */
final class ChangeAudit {
    private final Shards shards;
    private final AuditProblems problems;

    ChangeAudit(Shards shards, AuditProblems problems) {
        this.shards = shards;
        this.problems = problems;
    }

    void run() {
        Map<Long, Long> threads = new HashMap<>();
        for (Shards.LiveTable table : shards.named("threads")) {
            table.rows("thread_id, changed_id", row -> threads.put(row.getLong(1), row.getLong(2)));
        }
        shards.named("comments").forEach(table -> {
            checkNumbers(table, threads);
            checkReplies(table);
        });
    }

    private void checkNumbers(Shards.LiveTable table, Map<Long, Long> threads) {
        Map<Long, Map<Long, Long>> numbers = new HashMap<>();
        table.rows("thread_id, changed_id, comment_id", row -> {
            check(row.getLong(1), row.getLong(2), row.getLong(3), threads, numbers, table);
            return row.getLong(3);
        });
    }

    private void check(
            long thread,
            long number,
            long comment,
            Map<Long, Long> threads,
            Map<Long, Map<Long, Long>> numbers,
            Shards.LiveTable table) {
        if (number > threads.getOrDefault(thread, Long.MAX_VALUE)) {
            problems.add(
                    AuditRule.CHANGES_NUMBERED,
                    "comment " + comment + " " + table.where() + " has the change number " + number
                            + ", and its thread " + thread + " the lower one " + threads.get(thread));
        }
        Long other = numbers.computeIfAbsent(thread, none -> new HashMap<>()).put(number, comment);
        if (other != null) {
            problems.add(
                    AuditRule.CHANGES_NUMBERED,
                    "comments " + other + " and " + comment + " " + table.where() + " have one change number "
                            + number);
        }
    }

    private void checkReplies(Shards.LiveTable table) {
        Map<Long, Long> replies = new HashMap<>();
        table.rows("parent_id", row -> replies.merge(row.getLong(1), 1L, Long::sum));
        table.rows("comment_id, reply_count", row -> {
            long found = replies.getOrDefault(row.getLong(1), 0L);
            if (row.getLong(2) != found) {
                problems.add(
                        AuditRule.COUNTS_RIGHT,
                        "comment " + row.getLong(1) + " " + table.where() + " has reply_count " + row.getLong(2)
                                + " and " + found + " answers");
            }
            return found;
        });
    }
}

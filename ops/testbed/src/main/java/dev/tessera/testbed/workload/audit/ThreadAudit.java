package dev.tessera.testbed.workload.audit;

import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownThread;
import dev.tessera.testbed.workload.state.KnownUser;
import dev.tessera.testbed.workload.state.Shards;
import dev.tessera.testbed.workload.state.ThreadTally;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every acknowledged thread and user is stored, and each thread counts its comments. */
final class ThreadAudit {
    private final Shards shards;
    private final ExpectedState expectedState;
    private final Map<Long, ThreadTally> tallies;
    private final AuditProblems problems;
    private final Set<Long> threads = new HashSet<>();

    /** @param tallies by thread, of the comments that are stored */
    ThreadAudit(Shards shards, ExpectedState expectedState, Map<Long, ThreadTally> tallies, AuditProblems problems) {
        this.shards = shards;
        this.expectedState = expectedState;
        this.tallies = tallies;
        this.problems = problems;
    }

    void run() {
        for (Shards.LiveTable table : shards.named("threads")) {
            table.rows("thread_id, comment_count, last_comment_id", row -> {
                check(row.getLong(1), row.getLong(2), row.getLong(3), table);
                return row.getLong(1);
            });
        }
        for (KnownThread thread : expectedState.threads().all()) {
            if (!threads.contains(thread.id())) {
                problems.add(
                        AuditRule.NOTHING_LOST,
                        "thread " + thread.id() + " stands in no live table of slot " + thread.slot());
            }
        }
        checkUsers();
    }

    private void check(long thread, long count, long last, Shards.LiveTable table) {
        threads.add(thread);
        ThreadTally tally = tallies.getOrDefault(thread, new ThreadTally());
        if (count != tally.visible()) {
            problems.add(
                    AuditRule.COUNTS_RIGHT,
                    "thread " + thread + " " + table.where() + " has comment_count " + count + " and " + tally.visible()
                            + " comments that aren't deleted");
        }
        if (last < tally.last()) {
            problems.add(
                    AuditRule.COUNTS_RIGHT,
                    "thread " + thread + " " + table.where() + " has last_comment_id " + last + " and comment "
                            + tally.last());
        }
    }

    private void checkUsers() {
        Map<Long, String> handles = new HashMap<>();
        for (Shards.LiveTable table : shards.named("users")) {
            table.rows("user_id, handle", row -> handles.put(row.getLong(1), text(row.getBytes(2))));
        }
        for (KnownUser user : expectedState.users().all()) {
            if (!user.handle().equals(handles.get(user.id()))) {
                problems.add(
                        AuditRule.NOTHING_LOST,
                        "user " + user.id() + " (slot " + user.slot() + ") has the handle " + handles.get(user.id())
                                + " where " + user.handle() + " was acknowledged");
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

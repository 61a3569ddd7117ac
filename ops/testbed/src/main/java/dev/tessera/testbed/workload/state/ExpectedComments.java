package dev.tessera.testbed.workload.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What must be found: every known comment by its id. A comment whose creation had an open outcome joins them when it is found. Thread-safe.
 */
public final class ExpectedComments {
    private final Map<Long, KnownComment> comments = new ConcurrentHashMap<>();
    private final Map<Long, KnownThread> threads = new HashMap<>();
    private final Map<Long, Long> idsByToken = new ConcurrentHashMap<>();
    private final Map<Post, StoredComment> adopted = new ConcurrentHashMap<>();
    private final Map<KnownComment, StoredComment> changing = new ConcurrentHashMap<>();
    private final ExpectedState expectedState;
    private final boolean alone;
    private final AuditProblems problems;

    public ExpectedComments(ExpectedState expectedState, boolean alone, AuditProblems problems) {
        this.expectedState = expectedState;
        this.alone = alone;
        this.problems = problems;
        for (KnownThread thread : expectedState.threads().all()) {
            threads.put(thread.id(), thread);
            thread.comments().all().forEach(this::add);
        }
    }

    public Collection<KnownComment> comments() {
        return comments.values();
    }

    public Map<Long, KnownThread> threads() {
        return threads;
    }

    /** @param where for people: {@code in comments_00000_01023 on 127.0.0.1:3306} */
    public void check(StoredComment found, String where) {
        KnownComment known = comments.get(found.id());
        if (known == null) {
            adopt(found, where);
        } else {
            if (known.isOpen()) {
                changing.put(known, found);
            }
            known.difference(found)
                    .ifPresent(difference -> problems.add(
                            AuditRule.LAST_WRITE_KEPT, "comment " + found.id() + " " + where + " " + difference));
        }
    }

    /** What was open isn't any more: it is as it was found. */
    public void settle() {
        for (Post post : List.copyOf(expectedState.openPosts().values())) {
            StoredComment found = adopted.get(post);
            if (found == null) {
                expectedState.neverPosted(post);
            } else {
                expectedState.posted(post, found);
            }
        }
        changing.forEach(KnownComment::settle);
    }

    private void adopt(StoredComment found, String where) {
        long token = found.token();
        Post open = expectedState.openPosts().get(token);
        Long sibling = idsByToken.get(token);
        String comment = "comment " + found.id() + " " + where + " (thread " + found.threadId() + ") ";
        if (sibling != null) {
            problems.add(
                    AuditRule.NOTHING_DOUBLED,
                    comment + "is a second row of the request that made comment " + sibling + key(sibling));
        } else if (open != null && ExpectedState.isOf(open, found)) {
            add(new KnownComment(found, token));
            adopted.put(open, found);
        } else if (expectedState.refused().containsKey(token)) {
            problems.add(
                    AuditRule.NOTHING_UNASKED,
                    comment + "was refused: " + expectedState.refused().get(token));
        } else if (alone || threads.containsKey(found.threadId())) {
            problems.add(AuditRule.NOTHING_UNASKED, comment + "was acknowledged to nobody: " + found);
        }
    }

    private String key(long commentId) {
        return expectedState.keys().entrySet().stream()
                .filter(entry -> entry.getValue().commentId() == commentId)
                .map(entry -> " under Idempotency-Key " + entry.getKey())
                .findAny()
                .orElse("");
    }

    private void add(KnownComment comment) {
        comments.put(comment.id(), comment);
        idsByToken.put(comment.firstToken(), comment.id());
        idsByToken.put(comment.token(), comment.id());
    }
}

package dev.tessera.testbed.workload.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.state.AuditProblems;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.ExpectedComments;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.KnownThread;
import dev.tessera.testbed.workload.state.KnownUser;
import dev.tessera.testbed.workload.state.StoredComment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows lists page by page through one app in one order. Not thread-safe. */
final class ListWalk {
    /** Preloaded lists are long, and their tables have been compared whole: only the beginning of them is followed. */
    private static final int PRELOADED_PAGES = 5;

    private final Api api;
    private final String through;
    private final String order;
    private final ExpectedComments expected;
    private final AuditProblems problems;
    private Set<Long> seen = new HashSet<>();
    private long visible;
    private long last;
    private boolean complete;
    private long items;

    /** @param through for people: base and order */
    ListWalk(Api api, String through, String order, ExpectedComments expected, AuditProblems problems) {
        this.api = api;
        this.through = through;
        this.order = order;
        this.expected = expected;
        this.problems = problems;
    }

    long items() {
        return items;
    }

    void thread(KnownThread thread, List<KnownComment> comments) {
        String list = "thread " + thread.id();
        follow(
                "/v1/threads/" + thread.id() + "/comments",
                RequestKind.THREAD_PAGE,
                thread.slot(),
                list,
                thread.preloaded());
        for (KnownComment comment : comments) {
            require(comment, list);
            if (comment.isChanged() && !seen.contains(comment.id()) && !complete) {
                read(comment);
            }
        }
        profile(thread);
    }

    /** Tombstones are left out here. */
    void author(KnownUser user, List<KnownComment> comments) {
        String list = "the list of user " + user.id();
        follow("/v1/users/" + user.id() + "/comments", RequestKind.AUTHOR_PAGE, user.slot(), list, user.preloaded());
        for (KnownComment comment : comments) {
            if (comment.isSurelyVisible()) {
                require(comment, list);
            }
        }
        handle(user);
    }

    private void require(KnownComment comment, String list) {
        if (!seen.contains(comment.id()) && (complete || isBefore(comment.id(), last))) {
            problems.add(
                    AuditRule.NOTHING_LOST,
                    "comment " + comment.id() + ", acknowledged at version " + comment.version() + ", isn't in " + list
                            + " through " + through);
        }
    }

    private void read(KnownComment comment) {
        Answer answer = api.send(Call.get(RequestKind.READ, comment.slot(), "/v1/comments/" + comment.id()));
        if (answer.isAcknowledged()) {
            expected.check(StoredComment.of(answer.json()), "through " + through);
        }
    }

    private void follow(String path, RequestKind kind, int slot, String list, boolean preloaded) {
        seen = new HashSet<>();
        visible = 0;
        last = order.equals("newest") ? Long.MAX_VALUE : 0;
        complete = false;
        String cursor = "";
        int pages = preloaded ? PRELOADED_PAGES : Integer.MAX_VALUE;
        for (int page = 0; page < pages && !complete; page++) {
            Answer answer = api.send(Call.get(kind, slot, path + "?limit=100&order=" + order + cursor));
            if (!answer.isAcknowledged()) {
                return;
            }
            answer.json().path("items").forEach(item -> take(item, list));
            complete = !answer.json().path("has_more").asBoolean();
            cursor = "&cursor=" + answer.field("next_cursor");
        }
    }

    private void take(JsonNode item, String list) {
        StoredComment comment = StoredComment.of(item);
        if (!isBefore(last, comment.id())) {
            problems.add(
                    AuditRule.LISTS_IN_ORDER,
                    list + " through " + through + " shows comment " + comment.id() + " after " + last);
        }
        last = comment.id();
        seen.add(comment.id());
        visible += comment.deleted() ? 0 : 1;
        expected.check(comment, "in " + list + " through " + through);
        items++;
    }

    private boolean isBefore(long one, long other) {
        return order.equals("newest") ? one > other : one < other;
    }

    private void profile(KnownThread thread) {
        Answer answer = api.send(Call.get(RequestKind.THREAD, thread.slot(), "/v1/threads/" + thread.id()));
        if (!complete || !answer.isAcknowledged()) {
            return;
        }
        if (answer.id("comment_count") != visible) {
            problems.add(
                    AuditRule.COUNTS_RIGHT,
                    "thread " + thread.id() + " through " + through + " has comment_count " + answer.id("comment_count")
                            + " and shows " + visible + " comments that aren't deleted");
        }
    }

    private void handle(KnownUser user) {
        String path = "/v1/users/by-handle/" + user.handle();
        Answer answer = api.send(Call.get(RequestKind.PROFILE, user.slot(), path));
        if (answer.isAcknowledged() && answer.id("user_id") != user.id()) {
            problems.add(
                    AuditRule.LAST_WRITE_KEPT,
                    "handle " + user.handle() + " through " + through + " is user " + answer.id("user_id")
                            + " where user " + user.id() + " was acknowledged");
        }
    }
}

package dev.tessera.testbed.workload.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.KnownThread;
import dev.tessera.testbed.workload.state.KnownUser;
import dev.tessera.testbed.workload.state.StoredComment;

/** Reads, and compares what it reads with what was acknowledged. Not thread-safe. */
final class CommentReader {
    private final Api api;
    private final ExpectedState expectedState;
    private final Chooser chooser;

    CommentReader(Api api, ExpectedState expectedState, Chooser chooser) {
        this.api = api;
        this.expectedState = expectedState;
        this.chooser = chooser;
    }

    void comment() {
        chooser.claimed().ifPresent(comment -> {
            try {
                read(comment);
            } finally {
                comment.release();
            }
        });
    }

    private void read(KnownComment comment) {
        Answer answer = api.send(Call.get(RequestKind.READ, comment.slot(), "/v1/comments/" + comment.id()));
        if (answer.isAcknowledged()) {
            comment.difference(StoredComment.of(answer.json()))
                    .ifPresent(
                            difference -> expectedState.violation("comment " + comment.id() + ", read, " + difference));
        }
    }

    void threadPage() {
        KnownThread thread = chooser.thread();
        String order = chooser.below(2) == 0 ? "newest" : "oldest";
        String path = "/v1/threads/" + thread.id() + "/comments?limit=20&order=" + order;
        Answer answer = api.send(Call.get(RequestKind.THREAD_PAGE, thread.slot(), path));
        checkOrder(answer.json().path("items"), order.equals("newest"), "thread " + thread.id() + " by " + order);
    }

    void authorPage() {
        KnownUser user = chooser.user();
        String path = "/v1/users/" + user.id() + "/comments?limit=20";
        Answer answer = api.send(Call.get(RequestKind.AUTHOR_PAGE, user.slot(), path));
        JsonNode items = answer.json().path("items");
        checkOrder(items, true, "the list of user " + user.id());
        for (JsonNode item : items) {
            if (item.path("author").path("user_id").asLong() != user.id()) {
                expectedState.violation("the list of user " + user.id() + " shows somebody else's " + item);
            }
        }
    }

    void profile() {
        KnownUser user = chooser.user();
        String path = chooser.below(2) == 0 ? "/v1/users/by-handle/" + user.handle() : "/v1/users/" + user.id();
        Answer answer = api.send(Call.get(RequestKind.PROFILE, user.slot(), path));
        boolean same =
                answer.id("user_id") == user.id() && answer.field("handle").equals(user.handle());
        if (answer.isAcknowledged() && !same) {
            expectedState.violation(
                    path + " answered with " + answer.json() + " where user " + user.id() + " was acknowledged");
        }
    }

    private void checkOrder(JsonNode items, boolean falling, String list) {
        long before = falling ? Long.MAX_VALUE : 0;
        for (JsonNode item : items) {
            long id = item.path("comment_id").asLong();
            if (falling ? id >= before : id <= before) {
                expectedState.violation(list + " shows comment " + id + " after " + before);
            }
            before = id;
        }
    }
}

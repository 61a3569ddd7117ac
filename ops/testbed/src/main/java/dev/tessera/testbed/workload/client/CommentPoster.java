package dev.tessera.testbed.workload.client;

import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.KnownThread;
import dev.tessera.testbed.workload.state.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes comments and answers, and repeats requests under their Idempotency-Key, at once and much later. Not thread-safe. */
final class CommentPoster {
    private static final int MAX_DEPTH = 40;
    private static final int REMEMBERED = 64;
    private static final int IN_FLIGHT = 409;

    private final Api api;
    private final ExpectedState expectedState;
    private final Chooser chooser;
    private final String series;
    private final AtomicLong keys;
    private final List<Post> remembered = new ArrayList<>();

    /** @param series what the keys of this run begin with */
    CommentPoster(Api api, ExpectedState expectedState, Chooser chooser, String series, AtomicLong keys) {
        this.api = api;
        this.expectedState = expectedState;
        this.chooser = chooser;
        this.series = series;
        this.keys = keys;
    }

    void comment() {
        send(post(chooser.thread(), null, ""), RequestKind.CREATE);
    }

    void answer() {
        KnownThread thread = chooser.thread();
        chooser.comment(thread)
                .filter(parent -> parent.depth() < MAX_DEPTH)
                .ifPresentOrElse(
                        parent -> send(post(thread, parent, ""), RequestKind.REPLY),
                        () -> send(post(thread, null, ""), RequestKind.CREATE));
    }

    void commentTwice() {
        Post post = post(chooser.thread(), null, series + "-" + keys.incrementAndGet());
        send(post, RequestKind.CREATE);
        remember(post);
        repeat(post);
    }

    void repeatOld() {
        if (!remembered.isEmpty()) {
            repeat(remembered.get(chooser.below(remembered.size())));
        }
    }

    private Post post(KnownThread thread, @Nullable KnownComment parent, String key) {
        return new Post(thread, chooser.user(), parent, expectedState.newToken(), key);
    }

    private void send(Post post, RequestKind kind) {
        Answer answer = api.send(post.call(kind));
        if (answer.isAcknowledged()) {
            expectedState.posted(post, answer.json());
        } else if (answer.changedNothing()) {
            expectedState.refused(
                    post.token(), "a comment in thread " + post.thread().id() + ": " + answer.text());
        } else {
            expectedState.maybePosted(post);
        }
    }

    private void repeat(Post post) {
        Answer answer = api.send(post.call(RequestKind.REPEAT).mayBeRefused(IN_FLIGHT));
        ExpectedState.KnownKey known = expectedState.keys().get(post.key());
        if (!answer.isAcknowledged()) {
            repeatFailed(post, answer, known);
        } else if (known == null) {
            expectedState.refused().remove(post.token());
            expectedState.posted(post, answer.json());
        } else if (answer.id("comment_id") != known.commentId()) {
            expectedState.violation("Idempotency-Key " + post.key() + " made comment " + known.commentId()
                    + ", and comment " + answer.id("comment_id") + " when it was repeated");
        }
    }

    private void repeatFailed(Post post, Answer answer, ExpectedState.@Nullable KnownKey known) {
        if (known == null && !answer.changedNothing()) {
            expectedState.refused().remove(post.token());
            expectedState.maybePosted(post);
        }
    }

    private void remember(Post post) {
        if (remembered.size() < REMEMBERED) {
            remembered.add(post);
        } else {
            remembered.set(chooser.below(REMEMBERED), post);
        }
    }
}
